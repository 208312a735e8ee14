# schedario: every task is here; `make help` lists them.
#
# One out-of-tree folder a mode, under build/: release (the default), debug, asan, tsan, cov.
#     make MODE=asan unit only=content      one layer's unit tests under the sanitizers
#     make V=1                              the whole of each command

version := 0.1.0

MODE ?= release
CC ?= cc
PKG_CONFIG ?= pkg-config
INSTALL ?= install
prefix ?= /usr/local
bindir ?= $(prefix)/bin
datadir ?= $(prefix)/share

out := build/$(MODE)
libraries := libcmark-gfm yaml-0.1 lua5.4 libgit2 icu-uc icu-i18n zlib

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wpointer-arith -Wvla
mode_release := -O2 -g
mode_debug := -O0 -g3 -DSCHEDARIO_ARENA_DEBUG
# What the tests build takes no warning.
mode_asan := -O1 -g -Werror -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DSCHEDARIO_ARENA_DEBUG
mode_tsan := -O1 -g -fsanitize=thread
mode_cov := -O0 -g --coverage
ifeq ($(origin mode_$(MODE)),undefined)
$(error MODE is one of release, debug, asan, tsan, cov)
endif

CPPFLAGS += -Isrc -D_GNU_SOURCE -DSCHEDARIO_VERSION='"$(version)"' \
	-DSCHEDARIO_DATADIR='"$(datadir)/schedario"'
CPPFLAGS := $(CPPFLAGS) $(shell $(PKG_CONFIG) --cflags $(libraries) 2>/dev/null)
CFLAGS += -std=c11 -pthread $(warnings) $(mode_$(MODE))
LDFLAGS += -pthread $(mode_$(MODE))
# Debian's cmark-gfm extensions and libstemmer have no .pc file; the former come before the library
# they use.
LDLIBS := -lcmark-gfm-extensions -lstemmer $(shell $(PKG_CONFIG) --libs $(libraries) 2>/dev/null) -lm $(LDLIBS)

sources := $(sort $(wildcard src/*/*.c))
objects := $(sources:src/%.c=$(out)/%.o)
# pandoc's API is in Lua, and a part of the program.
pandoc_sources := $(sort $(wildcard src/script/pandoc/*.lua))
library_objects := $(filter-out $(out)/cli/main.o,$(objects)) $(out)/script/pandoc_sources.o
unit_programs := $(patsubst tests/unit/%.c,$(out)/unit/%,$(sort $(wildcard tests/unit/*/*_test.c)))
test_programs := $(patsubst tests/%.c,$(out)/%,$(sort $(wildcard tests/*/*_test.c)))
public := public
processors := $(shell nproc 2>/dev/null || echo 1)

# `$(call say,CC) command`: one short line a file, or with V=1 the command itself.
say = $(if $(V),,@printf '  %-5s %s\n' '$(1)' '$@';)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all program site check suites bench bench-history bench-lua bench-search unit test-programs pictures check-layers \
	deps test-deps install uninstall clean help

all: program ## build the program

program: build/schedario ## the program alone, as build/schedario
	@:

site: deps ## build the program and the sample catalogue, into public/
	@$(MAKE) --no-print-directory --jobs=$(processors) program
	build/schedario build --out $(public)

check: deps test-deps ## run every test; closes with `N passed, N failed`
	@$(MAKE) --no-print-directory --jobs=$(processors) program
	@tests/run

suites: ## run some of the tests: make suites only="unit golden"
	@tests/run $(only)

unit: $(unit_programs) ## run the unit tests: make unit only=LAYER or only=LAYER/NAME
	@status=0; \
	for program in $(if $(only),$(filter $(addsuffix %,$(addprefix $(out)/unit/,$(only))),$(unit_programs)),$(unit_programs)); do \
		echo "$$program"; $$program || status=1; \
	done; exit $$status

test-programs: $(test_programs)

pictures: program ## draw the guide's pictures anew, of what git and the program say
	tests/pictures/make content/guida

bench: program build/release/bench/measure ## time builds of 250 to 4,000 sheets
	tests/bench/build

bench-history: program build/release/bench/measure ## time the history of 25,000 commits on 4,400 sheets
	@$(MAKE) --no-print-directory MODE=release build/release/history/history
	tests/bench/history

bench-lua: program build/release/bench/measure ## what scripts cost: none, and a filter on links with a computed field
	tests/bench/lua

bench-search: program build/release/bench/search ## measure search: make bench-search collection=FOLDER keep=FOLDER
	tests/bench/search $(if $(keep),--keep $(keep)) $(collection)

# The history of a repository, a line a version.
$(out)/history/history: tests/history/history.c $(out)/libschedario.a
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LDLIBS)

# Of the release objects, whatever the mode.
build/release/bench/search: tests/bench/search.c $(sources) $(wildcard src/*/*.h)
	@$(MAKE) --no-print-directory MODE=release build/release/libschedario.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -std=c11 -O2 -pthread -o $@ $< build/release/libschedario.a $(LDLIBS)

# What runs filters for tests/pandoc.
$(out)/pandoc/filter: tests/pandoc/filter.c $(out)/libschedario.a
	@mkdir -p $(@D)
	$(call say,TEST) $(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $< $(out)/libschedario.a $(LDFLAGS) $(LDLIBS)

build/release/bench/measure: tests/bench/measure.c
	@mkdir -p $(@D)
	$(call say,CC) $(CC) -O2 -D_GNU_SOURCE -o $@ $<

check-layers: ## includes point down, as src/LAYERS says
	tests/structure/check-layers

deps: ## install what is missing to build
	@.ci/deps build

test-deps: ## install what is missing to test
	@.ci/deps test

install: program ## install under prefix (default /usr/local), within DESTDIR
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(datadir)/schedario
	$(INSTALL) -m 755 build/schedario $(DESTDIR)$(bindir)/schedario
	cp -R themes $(DESTDIR)$(datadir)/schedario/

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(bindir)/schedario
	rm -rf $(DESTDIR)$(datadir)/schedario

clean: ## remove everything built
	rm -rf build $(public) .$(public).lock .$(public).staging

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | \
		while IFS='|' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

# The release program is the one people run; other modes keep theirs in their folder.
build/schedario: build/release/schedario
	@ln -f $< $@ 2>/dev/null || cp $< $@

build/%/schedario: FORCE
	@$(if $(filter $*,$(MODE)),:,$(MAKE) --no-print-directory MODE=$* $@)
FORCE:

$(out)/schedario: $(out)/cli/main.o $(out)/libschedario.a
	$(call say,LINK) $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(out)/libschedario.a: $(library_objects)
	@rm -f $@
	@$(AR) rcs $@ $^

# Every Lua source as an array of bytes, and a table of them by name.
$(out)/script/pandoc_sources.c: $(pandoc_sources) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "script/pandoc_native.h"'; \
	for file in $(pandoc_sources); do \
		name=$$(basename $$file .lua); \
		echo "static const unsigned char source_of_$$name[] = {"; \
		od -An -v -tu1 $$file | sed 's/  */,/g; s/^,//; s/$$/,/'; \
		echo '};'; \
	done; \
	echo 'const struct pandoc_source pandoc_sources[] = {'; \
	for file in $(pandoc_sources); do \
		name=$$(basename $$file .lua); \
		echo "    {\"$$name\", source_of_$$name, sizeof source_of_$$name},"; \
	done; \
	echo '    {0, 0, 0}};'; } > $@

$(out)/script/pandoc_sources.o: $(out)/script/pandoc_sources.c src/script/pandoc_native.h
	$(call say,CC) $(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(out)/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,CC) $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(out)/%_test: tests/%_test.c $(out)/libschedario.a
	@mkdir -p $(@D)
	$(call say,TEST) $(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) -MMD -MP -o $@ $< $(out)/libschedario.a $(LDFLAGS) $(LDLIBS) -lcmocka

-include $(objects:.o=.d) $(unit_programs:=.d) $(test_programs:=.d)
