#include "test.h"

#include "text/json.h"

static void write_sample(struct json_writer *json)
{
    json_begin_object(json);
    json_member(json, SLICE("id"), SLICE("all-\"inclusive\""));
    json_key(json, SLICE("budget"));
    json_number_text(json, SLICE("84498.00"));
    json_key(json, SLICE("temi"));
    json_begin_array(json);
    json_string(json, SLICE("a"));
    json_string(json, SLICE("</b>"));
    json_begin_array(json);
    json_end_array(json);
    json_begin_object(json);
    json_end_object(json);
    json_end_array(json);
    json_key(json, SLICE("n"));
    json_integer(json, INT64_MIN);
    json_key(json, SLICE("vero"));
    json_boolean(json, true);
    json_key(json, SLICE("falso"));
    json_boolean(json, false);
    json_member_or_null(json, SLICE("nulla"), (struct slice){0});
    json_member_or_null(json, SLICE("qualcosa"), SLICE("x"));
    json_end_object(json);
}

static void commas_and_nesting_are_right(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    struct json_writer json = {.out = &buffer};
    write_sample(&json);
    assert_slice_equal(buffer_view(&buffer),
                       "{\"id\":\"all-\\\"inclusive\\\"\",\"budget\":84498.00,"
                       "\"temi\":[\"a\",\"</b>\",[],{}],\"n\":-9223372036854775808,"
                       "\"vero\":true,\"falso\":false,\"nulla\":null,\"qualcosa\":\"x\"}");
    buffer_release(&buffer);
}

static void pretty_has_a_line_an_item(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    struct json_writer json = {.out = &buffer, .pretty = true, .for_script = true};
    write_sample(&json);
    assert_slice_equal(buffer_view(&buffer), "{\n"
                                             "  \"id\": \"all-\\\"inclusive\\\"\",\n"
                                             "  \"budget\": 84498.00,\n"
                                             "  \"temi\": [\n"
                                             "    \"a\",\n"
                                             "    \"\\u003C/b\\u003E\",\n"
                                             "    [],\n"
                                             "    {}\n"
                                             "  ],\n"
                                             "  \"n\": -9223372036854775808,\n"
                                             "  \"vero\": true,\n"
                                             "  \"falso\": false,\n"
                                             "  \"nulla\": null,\n"
                                             "  \"qualcosa\": \"x\"\n"
                                             "}");
    buffer_release(&buffer);
}

static void a_value_may_stand_alone(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    struct json_writer json = {.out = &buffer, .pretty = true};
    json_string(&json, SLICE("solo"));
    assert_slice_equal(buffer_view(&buffer), "\"solo\"");
    buffer_release(&buffer);
}

static void nesting_goes_to_the_maximum(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    struct json_writer json = {.out = &buffer};
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        json_begin_array(&json);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        json_end_array(&json);
    assert_int_equal(buffer.len, 2 * JSON_DEPTH_MAX);
    buffer_release(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_and_nesting_are_right),
        cmocka_unit_test(pretty_has_a_line_an_item),
        cmocka_unit_test(a_value_may_stand_alone),
        cmocka_unit_test(nesting_goes_to_the_maximum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
