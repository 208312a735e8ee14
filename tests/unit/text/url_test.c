#include "test.h"

#include "text/url.h"

static const char *const harmless[] = {
    "",
    "altra-scheda.md",
    "altra-scheda.md#risultati",
    "#risultati",
    "?pagina=2",
    "./a:b",
    "a/b:c",
    "?a:b",
    "#a:b",
    "../enti/comune/",
    "/esperienze/",
    "/",
    "a//b",
    "/a//b",
    "https://example.org",
    "HTTPS://Example.ORG/",
    "http://example.org:8080/a?b=c&d=e#f",
    "http://[::1]/",
    "https://città.example/perché?q=è#à",
    "http://user@host.example/",
    "mailto:info@comune.example.it",
    "MAILTO:info@comune.example.it",
    "tel:+390444221111",
    "a%20b",
    "javascript",
    "javascript/x",
    "javascript%3Aalert(1)",
    "?next=javascript:x",
    "#javascript:x",
    "./javascript:x",
    "?a=1&copy=2&b=\\d",
    "?a&amp;b",
    "a&b",
    "&#x",
};

static const char *const harmful[] = {
    "javascript:alert(1)",
    "JaVaScript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "\x1F javascript:alert(1)",
    "javascript\t:alert(1)",
    "javascript :alert(1)",
    "\xC2\xA0javascript:alert(1)",
    "\xE2\x80\x8Bjavascript:alert(1)",
    "\xE2\x80\x8Fjavascript:alert(1)",
    "\xEF\xBB\xBFjavascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#58alert(1)",
    "javascript&#0000000000058;alert(1)",
    "javascript&#x3a;alert(1)",
    "javascript&#X3A;alert(1)",
    "&#106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script&colon;alert(1)",
    "&#1;javascript:alert(1)",
    "&sol;&sol;host",
    "/&#47;host",
    "/&bsol;host",
    "vbscript:x",
    "data:text/html,x",
    "data:image/svg+xml;base64,AAAA",
    "feed:javascript:x",
    "feed:https://example.org/",
    "view-source:https://example.org/",
    "blob:https://example.org/1",
    "filesystem:https://example.org/x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "about:blank",
    "x:y",
    "a.b:c",
    "1:2",
    "://x",
    ":x",
    "//host",
    "//host/path",
    "///host",
    "//",
    "/\\host",
    "\\\\host",
    "\\/host",
    "\\host",
    "a\\b",
    "http:relative",
    "http:/relative",
    "http:",
    "http://",
    "http:///host",
    "http://?x",
    "http://#x",
    "http://:80/",
    "http://user@/",
    "http:\\\\host",
    "https:host",
    "http://good.example\\@evil.example/",
    "http://ex ample.org/",
    "http://example.org/a b",
    "/a b",
    "a\x7F",
    "a\xC2\x85z",
    "a\xE2\x80\xAEz",
    "a\xFFz",
    "/\t/host",
    "mailto:",
    "tel:",
    "mailto://host",
};

static void harmless_addresses_are_allowed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (!url_is_allowed(slice_from_string(harmless[i])))
            fail_msg("refused: \"%s\"", harmless[i]);
    assert_true(url_is_allowed((struct slice){NULL, 0}));
}

static void tricks_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++)
        if (url_is_allowed(slice_from_string(harmful[i])))
            fail_msg("allowed: \"%s\"", harmful[i]);
    assert_false(url_is_allowed(SLICE("\0javascript:x")));
    assert_false(url_is_allowed(SLICE("java\0script:x")));
    assert_false(url_is_allowed(SLICE("a\0")));
}

static void only_http_with_a_host_is_absolute(void **state)
{
    (void)state;
    assert_true(url_is_absolute(SLICE("https://example.org")));
    assert_true(url_is_absolute(SLICE("HTTP://example.org/x")));
    assert_true(url_is_absolute(SLICE("http://[::1]:80/")));
    assert_false(url_is_absolute(SLICE("")));
    assert_false(url_is_absolute(SLICE("/x")));
    assert_false(url_is_absolute(SLICE("mailto:a@b.it")));
    assert_false(url_is_absolute(SLICE("http:x")));
    assert_false(url_is_absolute(SLICE("https://")));
    assert_false(url_is_absolute(SLICE("//host")));
    assert_false(url_is_absolute(SLICE("https://ex ample.org")));
    assert_false(url_is_absolute(SLICE("httpss://example.org")));
}

static void an_email_address_has_a_name_and_a_domain_with_a_dot(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b.it",           "mario.rossi+x@comune.vi.it",
                                       "info@città.it",    "o'neill@example.org",
                                       "a@b-c.example.it", "a_b@1.it"};
    static const char *const bad[] = {
        "",         "a",        "a@",       "@b.it",     "a@b",           "a@b.",
        "a@.it",    "a@b..it",  "a b@c.it", "a@b c.it",  "a@b@c.it",      " a@b.it",
        "a@b.it ",  "a@b.it\n", "<a@b.it>", "a@-b.it",   "a@b-.it",       "a@b_c.it",
        "a,b@c.it", "a@b.it,c", "a;b@c.it", "a\"b@c.it", "mailto:a@b.it", "a@b.it/x",
        "a?cc=x%40y.it&b=@c.it", "a#b@c.it", "a/b@c.it", "a%0Ab@c.it",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!email_is_valid(slice_from_string(good[i])))
            fail_msg("refused: \"%s\"", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (email_is_valid(slice_from_string(bad[i])))
            fail_msg("taken: \"%s\"", bad[i]);
}

static void an_address_is_decoded_but_for_nul(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_slice_equal(url_decode(&arena, SLICE("a%20b%c3%A8")), "a b\xC3\xA8");
    assert_slice_equal(url_decode(&arena, SLICE("100%")), "100%");
    assert_slice_equal(url_decode(&arena, SLICE("%4")), "%4");
    assert_slice_equal(url_decode(&arena, SLICE("%zz%00%2f")), "%zz%00/");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(harmless_addresses_are_allowed),
        cmocka_unit_test(tricks_are_refused),
        cmocka_unit_test(only_http_with_a_host_is_absolute),
        cmocka_unit_test(an_email_address_has_a_name_and_a_domain_with_a_dot),
        cmocka_unit_test(an_address_is_decoded_but_for_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
