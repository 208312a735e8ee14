-- module.lua: the `pandoc` that one script gets, and its globals. Every script has tables of its own;
-- the functions in them are shared, and hold nothing that a script could change.

local machine = ...
local native = machine.native
local fail, constructors, classes = machine.fail, machine.constructors, machine.classes

local CONSTANTS = {'SingleQuote', 'DoubleQuote', 'InlineMath', 'DisplayMath', 'AuthorInText',
                   'SuppressAuthor', 'NormalCitation', 'AlignLeft', 'AlignRight', 'AlignCenter',
                   'AlignDefault', 'DefaultStyle', 'Example', 'Decimal', 'LowerRoman', 'UpperRoman',
                   'LowerAlpha', 'UpperAlpha', 'DefaultDelim', 'Period', 'OneParen', 'TwoParens'}

-- What pandoc has and is not to be had here: the error names the function.
local function unavailable(name, why)
    return function()
        fail(name .. ' is not available here' .. (why and ': ' .. why or ''))
    end
end

local PROGRAM = 'it runs another program'
local MISSING = {
    mediabag = {"a sheet's files lie beside it",
                'delete', 'empty', 'fetch', 'fill', 'insert', 'items', 'list', 'lookup', 'write'},
    system = {'it reaches the machine', 'environment', 'get_working_directory', 'list_directory',
              'make_directory', 'remove_directory', 'with_environment',
              'with_temporary_directory', 'with_working_directory'},
    template = {"pages are made by the theme's templates",
                'apply', 'compile', 'default', 'get', 'meta_to_context'},
    structure = {"the theme makes a page's contents", 'slide_level', 'split_into_chunks',
                 'table_of_contents', 'unique_identifier'},
}
local MISSING_IN_UTILS = {
    references = 'there is no bibliography here', citeproc = 'there is no bibliography here',
    run_json_filter = PROGRAM,
    run_lua_filter = 'put both filters into lua-filters/: they run one after the other',
}

-- ---- reading and writing of formats

-- "markdown+smart-raw_html": the format's own name.
local function base_format(format, name)
    format = machine.check_argument(machine.take_text, format, 2, name)
    return string.match(format, '^[%w_]*'), format
end

local function missing_format(name, format, formats)
    local there = {}
    for key in pairs(formats) do there[#there + 1] = key end
    fail(name .. ": the format '" .. format .. "' is not available here; there are " ..
         table.concat(there, ', '))
end

function machine.pandoc_read(text, format, options)
    local base, whole = base_format(format == nil and 'markdown' or format, 'read')
    text = machine.check_argument(machine.take_text, text, 1, 'read')
    local reader = machine.readers[base]
    if not reader then missing_format('pandoc.read', whole, machine.readers) end
    local document = reader(text, options, whole)
    return machine.check_argument(machine.taker_of('Pandoc'), document, 1, 'read')
end

local take_document = machine.taker_of('Pandoc')

function machine.pandoc_write(document, format, options)
    local base, whole = base_format(format == nil and 'html' or format, 'write')
    document = machine.check_argument(take_document, document, 1, 'write')
    local writer = machine.writers[base]
    if not writer then missing_format('pandoc.write', whole, machine.writers) end
    return writer(document, options, whole)
end

machine.readers.json = function(text) return machine.read_json(text) end
machine.writers.json = function(document) return machine.write_json(document) end
machine.writers.native = function(document) return machine.show_elements(document.blocks) end

-- ---- the module

local function copy_table(from)
    local copy = {}
    for key, value in pairs(from) do copy[key] = value end
    return copy
end

local function own_list()
    local class = machine.make_list_class('List')
    return native.set_class(class, {__call = function(self, list) return class.new(self, list) end,
                                    __metatable = true})
end

function machine.make_module()
    local pandoc = copy_table(constructors)
    for _, name in ipairs(CONSTANTS) do pandoc[name] = name end
    pandoc.List = own_list()
    pandoc.walk_block, pandoc.walk_inline = machine.walk_block, machine.walk_inline
    pandoc.read, pandoc.write = machine.pandoc_read, machine.pandoc_write
    pandoc.ReaderOptions, pandoc.WriterOptions = machine.reader_options, machine.writer_options
    pandoc.sha1 = machine.utils.sha1
    pandoc.pipe = unavailable('pandoc.pipe', PROGRAM)
    pandoc.utils = copy_table(machine.utils)
    pandoc.utils.Version = machine.version
    pandoc.types = {Version = machine.version}
    pandoc.text, pandoc.path = copy_table(machine.text), copy_table(machine.path)
    pandoc.json = copy_table(machine.json)
    pandoc.structure = {make_sections = function(blocks, options)
        options = options or {}
        return machine.utils.make_sections(options.number_sections, options.base_level, blocks)
    end}
    pandoc.system = {os = 'linux', arch = 'x86_64'}
    for part, names in pairs(MISSING) do
        pandoc[part] = pandoc[part] or {}
        for i = 2, #names do
            pandoc[part][names[i]] = unavailable('pandoc.' .. part .. '.' .. names[i], names[1])
        end
    end
    for name, why in pairs(MISSING_IN_UTILS) do
        pandoc.utils[name] = unavailable('pandoc.utils.' .. name, why)
    end
    pandoc.Inline, pandoc.Block = {constructor = {}}, {constructor = {}}
    for tag, constructor in pairs(constructors) do
        local kind = classes[tag] and classes[tag].kind
        if kind == 'Inline' or kind == 'Block' then pandoc[kind].constructor[tag] = constructor end
    end
    return pandoc
end

-- ---- globals

local PATTERN_LIBRARY = 'pandoc has it, the sandbox does not; use string.match and its sisters'

local function make_require(environment, pandoc)
    local own = {pandoc = pandoc, ['pandoc.List'] = pandoc.List, text = pandoc.text}
    for _, name in ipairs {'utils', 'text', 'path', 'json', 'types', 'system', 'mediabag', 'template',
                           'structure'} do
        own['pandoc.' .. name] = pandoc[name]
    end
    for _, name in ipairs {'string', 'table', 'math', 'utf8', 'coroutine'} do
        own[name] = environment[name]
    end
    local loaded = {}
    return function(name)
        name = machine.check_argument(machine.take_text, name, 1, 'require')
        if own[name] ~= nil then return own[name] end
        if name == 'lpeg' or name == 're' then
            fail("require '" .. name .. "': " .. PATTERN_LIBRARY)
        end
        if loaded[name] ~= nil then return loaded[name] end
        local why
        if machine.loader then
            local value
            value, why = machine.loader(name, environment)
            if value ~= nil then
                loaded[name] = value
                return value
            end
        end
        fail("module '" .. name .. "' not found" .. (why and ': ' .. tostring(why) or ''))
    end
end

-- lpeg and re are globals in pandoc: an error that says so beats one about a nil.
local function missing_library(name)
    return native.set_class({}, {__metatable = true, __index = function(_, key)
        fail(name .. '.' .. tostring(key) .. ': ' .. PATTERN_LIBRARY)
    end})
end

local function is_element(value)
    local class = native.class_of(value)
    return class ~= nil and class.fields ~= nil
end

-- Functions that look into tables see no table in an element.
local function guard(name, own)
    return function(value, ...)
        if is_element(value) then
            fail("bad argument #1 to '" .. name .. "' (table expected, got " ..
                 machine.kind_name(value) .. ')')
        end
        return own(value, ...)
    end
end

function machine.fill_environment(environment, file, format)
    local pandoc = machine.make_module()
    local own_type, own_metatable = environment.type, environment.getmetatable
    local own_set = environment.setmetatable
    environment.pandoc = pandoc
    environment.FORMAT = format
    environment.PANDOC_VERSION = machine.version '2.17.1.1'
    environment.PANDOC_API_VERSION = machine.version(machine.API_VERSION)
    environment.PANDOC_SCRIPT_FILE = file
    environment.PANDOC_STATE = machine.common_state()
    environment.PANDOC_READER_OPTIONS = machine.reader_options()
    environment.PANDOC_WRITER_OPTIONS = machine.writer_options()
    environment.require = make_require(environment, pandoc)
    environment.lpeg, environment.re = missing_library 'lpeg', missing_library 're'
    for _, name in ipairs {'rawget', 'rawset', 'rawlen', 'next'} do
        environment[name] = guard(name, environment[name])
    end
    function environment.type(...)
        if is_element((...)) then return 'userdata' end
        return own_type(...)
    end
    local shown = {[classes.List] = pandoc.List}
    for _, name in ipairs {'Inlines', 'Blocks', 'Meta'} do shown[classes[name]] = {__name = name} end
    function environment.getmetatable(...)
        local class = native.class_of((...))
        if class and shown[class] then return shown[class] end
        return own_metatable(...)
    end
    function environment.setmetatable(value, metatable)
        local class = native.class_of(value)
        if class and not class.fields then native.set_class(value, nil) end
        return own_set(value, metatable)
    end
    return environment
end
