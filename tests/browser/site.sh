# The sample catalogue as the tests see it: built once by this program, into build/tests/site.
cd "$(dirname "$0")/../.." || exit 3
site=build/tests/site
if [ -z "${SITE_IS_BUILT-}" ]; then
    build/schedario build --quiet --out "$site" || { echo 'the sample catalogue does not build'; exit 1; }
fi
