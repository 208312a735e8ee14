#include "output/script_shorten.h"
#include "test.h"

#define OPEN  "(() => {\n"
#define CLOSE "})();\n"

static void assert_shortened(void **state, const char *text, const char *expected)
{
    struct arena arena = {0};
    (void)state;
    struct slice code = arena_format(&arena, OPEN "%s" CLOSE, text);
    struct slice shorter = script_shorten(&arena, code);
    assert_slice_equal(shorter, arena_string(&arena, arena_format(&arena, "(()=>{%s})();\n", expected)));
    arena_release(&arena);
}

static void assert_left_alone(void **state, const char *text)
{
    struct arena arena = {0};
    (void)state;
    struct slice shorter = script_shorten(&arena, slice_from_string(text));
    assert_slice_equal(shorter, text);
    arena_release(&arena);
}

static void names_that_are_declared_get_short_ones(void **state)
{
    assert_shortened(state, "const count = (text) => text.length;\nrun(count('text'));\n",
                     "const e=(e)=>e.length;run(e('text'))");
    assert_shortened(state, "function one(first, second = first) { return first + second; }\n",
                     "function e(e,t=e){return e+t}");
    assert_shortened(state, "class Card { constructor(text) { this.text = text; } text() { return 1; } }\n",
                     "class e{constructor(e){this.text=e}text(){return 1}}");
    assert_shortened(state, "try { run(); } catch (error) { tell(error); }\n",
                     "try{run()}catch(e){tell(e)}");
    assert_shortened(state, "async function* all(list) { for await (const { part: [one] } of list) yield one; }\n",
                     "async function*e(e){for await(const{part:[t]}of e)yield t}");
}

static void properties_keep_their_names(void **state)
{
    assert_shortened(state, "const part = () => other.part?.part + { part: part, other: 1 }.other;\n",
                     "const e=()=>other.part?.part+{part:e,other:1}.other");
    assert_shortened(state,
        "const make = (text) => ({ get text() { return text; }, async text() {}, [text]: text });\n",
                     "const e=(e)=>({get text(){return e},async text(){},[e]:e})");
    assert_shortened(state,
        "class Box { #own = 1; static size = 2; own(own) { return this.#own + own; } }\n",
                     "class e{#own=1;static size=2;own(e){return this.#own+e}}");
    assert_shortened(state, "const all = (list) => [...list, ...list];\n",
                     "const e=(e)=>[...e,...e]");
}

static void a_property_that_is_a_variable_too_is_written_out(void **state)
{
    assert_shortened(state, "const tell = ({ text, size: [first] }) => text + text + first;\n",
                     "const e=({text:e,size:[t]})=>e+e+t");
    assert_shortened(state, "const tell = ({ text = 1 }) => text + text;\n",
                     "const e=({text:e=1})=>e+e");
    assert_shortened(state, "const tell = (text) => { text = text + 1; return { text }; };\n",
                     "const e=(e)=>{e=e+1;return{text:e}}");
    /* Where that would make it longer, it stays. */
    assert_shortened(state, "const tell = ({ text }) => ({ text });\n",
                     "const e=({text})=>({text})");
}

static void what_the_script_does_not_declare_is_not_its_own(void **state)
{
    assert_shortened(state, "const node = (name) => document.createElement(name);\n",
                     "const e=(name)=>document.createElement(name)");
    /* A parameter of that name hides the global in its function, and nowhere else. */
    assert_shortened(state,
                     "const one = (sheet) => sheet + a;\nconst other = () => sheet;\n"
                     "const third = (URL) => new URL(x);\n",
                     "const e=(e)=>e+a;const t=()=>sheet;const n=(URL)=>new URL(x)");
    assert_shortened(state, "const fetch = () => 1;\nfetch();\n",
                     "const e=()=>1;e()");
}

static void a_scope_has_its_names_and_leaves_those_it_uses(void **state)
{
    assert_shortened(state,
                     "let first = 1, second = [first], third;\nconst read = (text) => text + first;\n"
                     "const write = (text, a) => text + second + a;\n",
                     "let e=1,t=[e],n;const r=(t)=>t+e;const i=(e,a)=>e+t+a");
    /* A body has none of its parameters' names. */
    assert_shortened(state, "run((one) => { const two = one; return (three) => { let four = three + two; }; });\n",
                     "run((e)=>{const t=e;return(e)=>{let n=e+t}})");
    assert_shortened(state, "for (const row of rows) { const cell = row; tell(cell, row); }\n",
                     "for(const e of rows){const t=e;tell(t,e)}");
    assert_shortened(state, "for (let i1 = 0, end = 9; i1 < end; i1++) tell(i1);\n",
                     "for(let e=0,t=9;e<t;e++)tell(e)");
    assert_shortened(state, "{ const one = 1; tell(one); }\n{ const two = 2; tell(two); }\n",
                     "{const e=1;tell(e)}\n{const e=2;tell(e)}");
}

static void a_function_without_braces_ends_where_its_expression_does(void **state)
{
    assert_shortened(state, "run(text => text.a ? text : text + 1, (text) => tell(text), text);\n",
                     "run(e=>e.a?e:e+1,(e)=>tell(e),text)");
    assert_shortened(state, "x = y ? (text) => text?.a ?? text : text;\n",
                     "x=y?(e)=>e?.a??e:text");
    assert_shortened(state, "x = (text) =>\n  text\n    .map((one) => [one, text])\n    + text\ntell(text)\n",
                     "x=(e)=>e.map((t)=>[t,e])\n+e\ntell(text)");
    assert_shortened(state, "x = (one) => (two) => (three) => one + two + three;\n",
                     "x=(e)=>(t)=>(n)=>e+t+n");
    assert_shortened(state, "const text = (text) => `${text}`, other = text;\n",
                     "const e=(e)=>`${e}`,t=e");
}

static void texts_and_regular_expressions_keep_every_byte(void **state)
{
    assert_shortened(state,
                     "const text = 'text  text';\nconst other = /text  [/]/g.test(text) ? "
                     "`text  ${ text + `${text}` } text` : \"text\";\n",
                     "const e='text  text';const t=/text  [/]/g.test(e)?`text  ${e+`${e}`} text`:\"text\"");
    assert_shortened(state, "const half = (sum) => sum / 2 / (sum) / 3;\nreturn /=/.test(1);\n",
                     "const e=(e)=>e/2/(e)/3;return/=/.test(1)");
    assert_shortened(state, "x = '\\'' + \"\\\\\" + `\\`` + /\\/[\\]/]/;\n",
                     "x='\\''+\"\\\\\"+`\\``+/\\/[\\]/]/");
}

static void space_stays_where_it_means_something(void **state)
{
    assert_shortened(state, "x = 1 + +y - -z; x = a < !--b; x = 1 .toString() in y;\n",
                     "x=1+ +y- -z;x=a< !--b;x=1 .toString()in y");
    assert_shortened(state, "i++\nrun()\nrun(() => {\n})\n(1)\nreturn\n{ x }\n",
                     "i++\nrun()\nrun(()=>{})\n(1)\nreturn\n{x}");
    assert_shortened(state, "run(\n1,\n2\n)\n.then(x)\n?.y;\n",
                     "run(1,2).then(x)?.y");
    assert_shortened(state, "x = /a/g in y; z = /a/ / 2;\n",
                     "x=/a/g in y;z=/a/ /2");
}

static void a_statement_of_nothing_stays(void **state)
{
    assert_shortened(state, "if (x) { while (x()); } else { for (;;); }\n",
                     "if(x){while(x());}else{for(;;);}");
    assert_shortened(state, "if (x) { if (y) tell(); else; }\n",
                     "if(x){if(y)tell();else;}");
    assert_shortened(state, "if (x) { tell(); }\n",
                     "if(x){tell()}");
}

static void blocks_are_no_objects(void **state)
{
    assert_shortened(state,
                     "const run = (list) => { list, list; if (list) { list } else { list } for "
                     "(const one of list) { one } };\n",
                     "const e=(e)=>{e,e;if(e){e}else{e}for(const t of e){t}}");
    assert_shortened(state,
                     "next: for (const row of rows) { for (;;) { row; continue next; } }\n",
                     "next:for(const e of rows){for(;;){e;continue next}}");
    assert_shortened(state, "switch (x) { case 1: { const one = 1; tell(one); } }\n",
                     "switch(x){case 1:{const e=1;tell(e)}}");
}

static void what_has_no_end_is_left_alone(void **state)
{
    assert_left_alone(state, "const text = (a;\n");
    assert_left_alone(state, "const text = 'a;\n");
    assert_left_alone(state, "const text = `a ${b;\n");
    assert_left_alone(state, "const text = a) + (b;\n");
    assert_left_alone(state, "(]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_are_declared_get_short_ones),
        cmocka_unit_test(properties_keep_their_names),
        cmocka_unit_test(a_property_that_is_a_variable_too_is_written_out),
        cmocka_unit_test(what_the_script_does_not_declare_is_not_its_own),
        cmocka_unit_test(a_scope_has_its_names_and_leaves_those_it_uses),
        cmocka_unit_test(a_function_without_braces_ends_where_its_expression_does),
        cmocka_unit_test(texts_and_regular_expressions_keep_every_byte),
        cmocka_unit_test(space_stays_where_it_means_something),
        cmocka_unit_test(a_statement_of_nothing_stays),
        cmocka_unit_test(blocks_are_no_objects),
        cmocka_unit_test(what_has_no_end_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
