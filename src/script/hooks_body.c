#include "script/hooks_parts.h"

void hooks_note_filters(lua_State *lua, struct hook_script *script)
{
    (void)lua;
    (void)script;
}

bool hooks_shape_body(struct hooks *hooks, unsigned worker, struct markdown *markdown,
                      bool *changed)
{
    (void)hooks;
    (void)worker;
    (void)markdown;
    *changed = false;
    return true;
}
