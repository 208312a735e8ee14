#include "test.h"

#include "text/mail.h"
#include "text/utf8.h"

#include <stdlib.h>

static struct buffer out;

static int tear_down(void **state)
{
    (void)state;
    buffer_release(&out);
    return 0;
}

static struct slice write_mail(struct mail mail)
{
    buffer_clear(&out);
    setenv("TZ", "UTC-1", 1);
    tzset();
    if (!mail.from.len)
        mail.from = SLICE("a@ente.example");
    mail_write(&out, &mail);
    return buffer_view(&out);
}

/* The header as it stands, with what continues it. */
static struct slice header(const char *name)
{
    struct slice rest = buffer_view(&out), line, found = {0};
    while (slice_next_line(&rest, &line) && line.len) {
        if (slice_starts_with(line, slice_from_string(name)))
            found = slice_after(line, strlen(name) + 2);
        else if (found.len && line.ptr[0] == ' ' && line.ptr == found.ptr + found.len + 1)
            found.len = (size_t)(line.ptr + line.len - found.ptr);
    }
    return found;
}

static void a_letter_has_two_forms_of_its_text(void **state)
{
    (void)state;
    assert_slice_equal(write_mail((struct mail){.from = SLICE("Catalogo <a@ente.example>"),
                                                .to = SLICE("b@c.example"),
                                                .subject = SLICE("Two sheets"),
                                                .id = SLICE("1.2"),
                                                .date = 1600000000,
                                                .text = SLICE("One\nTwo"),
                                                .html = SLICE("<p>One</p>\n")}),
                       "Date: Sun, 13 Sep 2020 13:26:40 +0100\n"
                       "From: \"Catalogo\" <a@ente.example>\n"
                       "To: b@c.example\n"
                       "Subject: Two sheets\n"
                       "Message-ID: <1.2@ente.example>\n"
                       "Auto-Submitted: auto-generated\n"
                       "MIME-Version: 1.0\n"
                       "Content-Type: multipart/alternative; boundary=\"=_schedario_=_\"\n"
                       "\n"
                       "--=_schedario_=_\n"
                       "Content-Type: text/plain; charset=UTF-8\n"
                       "Content-Transfer-Encoding: quoted-printable\n"
                       "\n"
                       "One\nTwo\n"
                       "\n"
                       "--=_schedario_=_\n"
                       "Content-Type: text/html; charset=UTF-8\n"
                       "Content-Transfer-Encoding: quoted-printable\n"
                       "\n"
                       "<p>One</p>\n"
                       "\n"
                       "--=_schedario_=_--\n");
}

static void a_subject_stays_within_its_header(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"plain", "plain"},
        {"x\nBcc: everybody@example.org\n\n<script>", "x Bcc: everybody@example.org  <script>"},
        {"x\r\n y", "x   y"},
        {"perch\xc3\xa9", "=?UTF-8?B?cGVyY2jDqQ==?="},
        {"=?UTF-8?Q?trick?=", "=?UTF-8?B?PT9VVEYtOD9RP3RyaWNrPz0=?="},
        {"\xff", "=?UTF-8?B?77+9?="},
        {"a\xc2\x85 b\xe2\x80\xa8" "c", "a  b c"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        write_mail((struct mail){.subject = slice_from_string(pairs[i][0])});
        assert_slice_equal(header("Subject"), pairs[i][1]);
        assert_int_equal(slice_find(buffer_view(&out), SLICE("\nBcc")), SLICE_NOT_FOUND);
    }
}

/* Of base64. */
static void decode(struct buffer *bytes, struct slice text)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    unsigned count = 0;
    for (size_t i = 0; i < text.len && text.ptr[i] != '='; i++) {
        bits = bits << 6 | (uint32_t)(strchr(alphabet, text.ptr[i]) - alphabet);
        count += 6;
        if (count >= 8)
            buffer_add_byte(bytes, (char)(bits >> (count -= 8)));
    }
}

static void a_long_subject_is_folded_and_no_character_is_cut(void **state)
{
    (void)state;
    struct buffer subject = {0}, whole = {0};
    for (int i = 0; i < 100; i++)
        buffer_add_string(&subject, i % 3 ? "\xe2\x82\xac" : "a");
    write_mail((struct mail){.subject = buffer_view(&subject)});
    struct slice rest = header("Subject"), line;
    size_t lines = 0;
    while (slice_next_line(&rest, &line)) {
        assert_true(line.len <= 76);
        line = slice_trim(line);
        assert_true(slice_starts_with(line, SLICE("=?UTF-8?B?")) && slice_ends_with(line, SLICE("?=")));
        size_t before = whole.len;
        decode(&whole, slice_sub(line, 10, line.len - 12));
        assert_int_equal(utf8_find_invalid(slice_after(buffer_view(&whole), before)),
                         SLICE_NOT_FOUND);
        lines++;
    }
    assert_true(lines >= 5);
    assert_true(slice_equal(buffer_view(&whole), buffer_view(&subject)));
    buffer_release(&whole);
    buffer_release(&subject);
}

static void names_are_quoted_or_encoded(void **state)
{
    (void)state;
    write_mail((struct mail){.from = SLICE("Agenzia per la coesione, sede \"A\" <a@b.example>"),
                             .to = SLICE("\"Rossi, Ada\" <a@b.example>, Nicol\xc3\xb2 <n@b.example>,c@d.example")});
    assert_slice_equal(header("To"), "\"Rossi, Ada\" <a@b.example>,\n =?UTF-8?B?Tmljb2zDsg==?= "
                                     "<n@b.example>,\n c@d.example");
}

static void what_is_no_address_is_told_apart(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b.example", "Ada <a@b.example>", "a@b.example, c@d.example",
                                       "\"Rossi, Ada\" <a@b.example>"};
    static const char *const wrong[] = {"", "a", "a@b", "Ada <a@b.example",
                                        "a@b.example c@d.example", "a@b.ex\nample",
                                        "Ada <a@b.example>>", "a;b@c.example", "citt\xc3\xa0@b.example"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(mail_addresses_are_good(slice_from_string(good[i])));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(mail_addresses_are_good(slice_from_string(wrong[i])));
}

/* The first body's lines. */
static struct slice body(void)
{
    struct slice all = buffer_view(&out), mark = SLICE("quoted-printable\n\n");
    all = slice_after(all, slice_find(all, mark) + mark.len);
    return slice_sub(all, 0, slice_find(all, SLICE("\n\n--")));
}

static void a_body_is_quoted_printable(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"a = b", "a =3D b"},       {"citt\xc3\xa0", "citt=C3=A0"},  {"end \nx", "end=20\nx"},
        {"tab\tx\t", "tab\tx=09"},  {".\n..", "=2E\n=2E."},          {"From me", "=46rom me"},
        {"a\r\nb\x01", "a\nb=01"}, {"--=_schedario_=_", "--=3D_schedario_=3D_"},
        {"\xff", "=EF=BF=BD"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        write_mail((struct mail){.text = slice_from_string(pairs[i][0])});
        assert_slice_equal(body(), pairs[i][1]);
    }
}

static void long_lines_are_broken(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 300; i++)
        buffer_add_string(&text, i % 7 ? "abc" : "\xc3\xa0");
    write_mail((struct mail){.text = buffer_view(&text)});
    struct slice rest = body(), line;
    struct buffer joined = {0};
    while (slice_next_line(&rest, &line)) {
        assert_true(line.len <= 76);
        if (slice_ends_with(line, SLICE("=")))
            line.len--;
        buffer_add(&joined, line);
    }
    /* Joined again it is one line, in which each "à" is written as two bytes. */
    size_t accents = 0;
    for (size_t i = 0; i + 6 <= joined.len; i++)
        accents += memcmp(joined.ptr + i, "=C3=A0", 6) == 0;
    assert_int_equal(accents, 43);
    assert_int_equal(joined.len, 257 * 3 + 43 * 6);
    buffer_release(&joined);
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_letter_has_two_forms_of_its_text, tear_down),
        cmocka_unit_test_teardown(a_subject_stays_within_its_header, tear_down),
        cmocka_unit_test_teardown(a_long_subject_is_folded_and_no_character_is_cut, tear_down),
        cmocka_unit_test_teardown(names_are_quoted_or_encoded, tear_down),
        cmocka_unit_test_teardown(what_is_no_address_is_told_apart, tear_down),
        cmocka_unit_test_teardown(a_body_is_quoted_printable, tear_down),
        cmocka_unit_test_teardown(long_lines_are_broken, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
