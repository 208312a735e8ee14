-- options.lua: the options of readers and writers, and what a script may ask of the run: what
-- pandoc gives where nobody has said otherwise.

local machine = ...
local native = machine.native
local fail = machine.fail

local READER = {
    columns = 80, default_image_extension = '', standalone = false, strip_comments = false,
    tab_stop = 4, track_changes = 'accept-changes',
    abbreviations = {}, extensions = {}, indented_code_classes = {},
}
local WRITER = {
    cite_method = 'citeproc', columns = 72, dpi = 96, email_obfuscation = 'none',
    epub_chapter_level = 1, epub_subdirectory = 'EPUB', html_math_method = 'plain',
    html_q_tags = false, identifier_prefix = '', incremental = false, listings = false,
    number_sections = false, prefer_ascii = false, reference_links = false,
    reference_location = 'end-of-document', section_divs = false, setext_headers = false,
    tab_stop = 4, table_of_contents = false, toc_depth = 3,
    top_level_division = 'top-level-default', wrap_text = 'wrap-auto',
    epub_fonts = {}, extensions = {}, number_offset = {}, variables = {}, highlight_style = {},
}
local NOTHING = {epub_metadata = true, reference_doc = true, slide_level = true, template = true}

local function make_class(name, defaults, others)
    local class = {tag = name, kind = name, fields = {}, names = {}, __name = name,
                   __metatable = true}
    native.register(class)
    machine.classes[name] = class
    function class.__index(options, key)
        local value = defaults[key]
        if type(value) == 'table' then
            value = machine.list {}
            rawset(options, key, value)
        end
        return value
    end
    function class.__newindex(options, key, value)
        if defaults[key] == nil and not (others and others[key]) then
            fail("'" .. tostring(key) .. "' is no option of " .. name)
        end
        rawset(options, key, value)
    end
    function class.__pairs(options)
        local names, at = {}, 0
        for key in pairs(defaults) do names[#names + 1] = key end
        return function()
            at = at + 1
            return names[at], options[names[at]]
        end, nil, nil
    end
    class.take_whole = function(options) return options end
    return function(values)
        local options = native.set_class({}, class)
        if values ~= nil and type(values) ~= 'table' then
            fail("bad argument #1 to '" .. name .. "' (table expected, got " .. type(values) .. ')')
        end
        for key, value in pairs(values or {}) do
            if type(key) == 'string' and defaults[key] ~= nil then options[key] = value end
        end
        return options
    end
end

machine.reader_options = make_class('ReaderOptions', READER)
machine.writer_options = make_class('WriterOptions', WRITER, NOTHING)

local STATE = {input_files = {}, log = {}, request_headers = {}, resource_path = {}, trace = false,
               verbosity = 'WARNING'}
machine.common_state = make_class('pandoc CommonState', STATE,
                                  {output_file = true, source_url = true, user_data_dir = true})
