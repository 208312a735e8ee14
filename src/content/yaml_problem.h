/*
 * yaml_problem.h - what can be wrong with YAML as such. For the rooms yaml*.c alone.
 */
#ifndef SCHEDARIO_CONTENT_YAML_PROBLEM_H
#define SCHEDARIO_CONTENT_YAML_PROBLEM_H

#include "base/diagnostic.h"

extern const struct problem yaml_problem_duplicate_key;
extern const struct problem yaml_problem_key_kind;
extern const struct problem yaml_problem_key_missing;
extern const struct problem yaml_problem_merge_key;
extern const struct problem yaml_problem_documents;
extern const struct problem yaml_problem_directive;
extern const struct problem yaml_problem_too_deep;
extern const struct problem yaml_problem_too_many;
extern const struct problem yaml_problem_control_character;
extern const struct problem yaml_problem_not_utf8;
extern const struct problem yaml_problem_alias;
extern const struct problem yaml_problem_anchor;
extern const struct problem yaml_problem_tag;
extern const struct problem yaml_problem_conflict;
extern const struct problem yaml_problem_tab;
extern const struct problem yaml_problem_colon;
extern const struct problem yaml_problem_no_colon;
extern const struct problem yaml_problem_no_space;
extern const struct problem yaml_problem_quote_open;
extern const struct problem yaml_problem_quote_early;
extern const struct problem yaml_problem_apostrophe_early;
extern const struct problem yaml_problem_bracket_open;
extern const struct problem yaml_problem_bracket_early;
extern const struct problem yaml_problem_indentation;
extern const struct problem yaml_problem_indentation_of_key;
extern const struct problem yaml_problem_dash;
extern const struct problem yaml_problem_dash_missing;
extern const struct problem yaml_problem_block_text;
extern const struct problem yaml_problem_reserved;
extern const struct problem yaml_problem_escape;
extern const struct problem yaml_problem_general;
extern const struct problem yaml_problem_invisible_character;

#endif
