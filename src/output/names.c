#include "output/names.h"

struct slice value_name(const struct value *value, unsigned language)
{
    switch (value->kind) {
    case VALUE_REF:
        return value->as.ref.target ? sheet_edition(value->as.ref.target, language)->title
                                    : (struct slice){0};
    case VALUE_TERM:
        return local_text_get(&value->as.term->label, language);
    case VALUE_TEXT:
        return value->as.text;
    default:
        return (struct slice){0};
    }
}

struct slice edition_author(const struct edition *edition, unsigned language)
{
    const struct value *who = edition_role(edition, ROLE_ORGANISATION);
    if (who && who->kind == VALUE_LIST)
        who = &who->as.list.items[0]; /* an empty list counts as no value */
    return who ? value_name(who, language) : (struct slice){0};
}
