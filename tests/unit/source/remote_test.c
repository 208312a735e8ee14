#include "test.h"

#include "source/remote.h"

struct expectation {
    const char *address;
    enum remote_kind kind;
    const char *user, *host, *path;
};

static void expect(const struct expectation *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct remote remote = remote_read(slice_from_string(cases[i].address));
        if (remote.kind != cases[i].kind)
            fail_msg("%s is taken for %d", cases[i].address, (int)remote.kind);
        if (remote.kind >= REMOTE_UNSAFE)
            continue;
        assert_slice_equal(remote.user, cases[i].user);
        assert_slice_equal(remote.host, cases[i].host);
        assert_slice_equal(remote.path, cases[i].path);
    }
}
#define EXPECT(cases) expect(cases, sizeof cases / sizeof *cases)

static void a_repository_is_named_by_folder_or_address(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        {"toscana.git", REMOTE_FOLDER, "", "", "toscana.git"},
        {"../toscana.git", REMOTE_FOLDER, "", "", "../toscana.git"},
        {"/srv/git/a:b", REMOTE_FOLDER, "", "", "/srv/git/a:b"},
        {"./a:b", REMOTE_FOLDER, "", "", "./a:b"},
        {"file:///srv/git/toscana.git", REMOTE_FILE, "", "", "/srv/git/toscana.git"},
        {"https://forge.example.org/toscana/catalogo.git", REMOTE_HTTPS, "", "forge.example.org",
         "/toscana/catalogo.git"},
        {"HTTPS://robot@forge.example.org:8443/x", REMOTE_HTTPS, "robot", "forge.example.org", "/x"},
        {"https://forge.example.org:443/a@b.git", REMOTE_HTTPS, "", "forge.example.org", "/a@b.git"},
        {"ssh://git@forge.example.org:2222/x.git", REMOTE_SSH, "git", "forge.example.org", "/x.git"},
        {"ssh://forge.example.org/~ada/x.git", REMOTE_SSH, "", "forge.example.org", "/~ada/x.git"},
        {"git@forge.example.org:toscana/catalogo.git", REMOTE_SSH, "git", "forge.example.org",
         "toscana/catalogo.git"},
        {"forge.example.org:/srv/x.git", REMOTE_SSH, "", "forge.example.org", "/srv/x.git"},
    };
    EXPECT(cases);
}

static void what_is_unsafe_or_wrong_is_refused_by_its_reason(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        {"http://forge.example.org/x.git", REMOTE_UNSAFE, 0, 0, 0},
        {"git://forge.example.org/x.git", REMOTE_UNSAFE, 0, 0, 0},
        {"https://ada:secret@forge.example.org/x.git", REMOTE_SECRET, 0, 0, 0},
        {"ssh://ada:secret@forge.example.org/x.git", REMOTE_SECRET, 0, 0, 0},
        {"https://ada:secret@forge.example.org", REMOTE_SECRET, 0, 0, 0},
        {"https://ada:se cret@forge.example.org/x.git", REMOTE_SECRET, 0, 0, 0},
        {"https://ghp_0123456789abcdef0123@forge.example.org/x.git", REMOTE_SECRET, 0, 0, 0},
        {"ada:secret@forge.example.org:x.git", REMOTE_SECRET, 0, 0, 0},
        {"ftp://ada:secret@forge.example.org/x.git", REMOTE_SECRET, 0, 0, 0},
        {"", REMOTE_WRONG, 0, 0, 0},
        {"ftp://forge.example.org/x.git", REMOTE_WRONG, 0, 0, 0},
        {"ext::sh -c id", REMOTE_WRONG, 0, 0, 0},
        {"ext::id", REMOTE_WRONG, 0, 0, 0},
        {"https://", REMOTE_WRONG, 0, 0, 0},
        {"https://forge.example.org", REMOTE_WRONG, 0, 0, 0},
        {"https://forge.example.org/", REMOTE_WRONG, 0, 0, 0},
        {"https:///x.git", REMOTE_WRONG, 0, 0, 0},
        {"https://forge.example.org:0/x.git", REMOTE_WRONG, 0, 0, 0},
        {"https://forge.example.org:99999/x.git", REMOTE_WRONG, 0, 0, 0},
        {"https://forge.example.org:22x/x.git", REMOTE_WRONG, 0, 0, 0},
        {"https://for ge.example.org/x.git", REMOTE_WRONG, 0, 0, 0},
        {"ssh://-oProxyCommand=id/x.git", REMOTE_WRONG, 0, 0, 0},
        {"-oProxyCommand=id:x", REMOTE_WRONG, 0, 0, 0},
        {"git@forge.example.org:x'$(id)'", REMOTE_WRONG, 0, 0, 0},
        {"git@forge.example.org:", REMOTE_WRONG, 0, 0, 0},
        {"git@forge.example.org:-x", REMOTE_WRONG, 0, 0, 0},
        {"file://other/srv/x.git", REMOTE_WRONG, 0, 0, 0},
        {"file:///", REMOTE_WRONG, 0, 0, 0},
        {"a\nb", REMOTE_WRONG, 0, 0, 0},
    };
    EXPECT(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_repository_is_named_by_folder_or_address),
        cmocka_unit_test(what_is_unsafe_or_wrong_is_refused_by_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
