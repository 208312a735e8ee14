# schedario: every task is here; `make help` lists them.
#
# One out-of-tree folder a mode, under build/: release (the default), debug, asan, tsan, cov.
#     make MODE=asan unit          the unit tests under the address and leak sanitizers

MODE ?= release
PKG_CONFIG ?= pkg-config
CC ?= cc
prefix ?= /usr/local
bindir ?= $(prefix)/bin
datadir ?= $(prefix)/share

libraries := libcmark-gfm yaml-0.1 lua5.4 libgit2 icu-uc icu-i18n
out := build/$(MODE)

version := 0.1.0
warnings := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wpointer-arith -Wvla -Wno-gnu-zero-variadic-macro-arguments
mode_release := -O2 -g
mode_debug := -O0 -g3 -DSCHEDARIO_ARENA_DEBUG
mode_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -DSCHEDARIO_ARENA_DEBUG
mode_tsan := -O1 -g -fsanitize=thread
mode_cov := -O0 -g --coverage

CPPFLAGS += -Isrc -D_GNU_SOURCE -DSCHEDARIO_VERSION='"$(version)"' -DSCHEDARIO_DATADIR='"$(datadir)/schedario"' \
	$(shell $(PKG_CONFIG) --cflags $(libraries) 2>/dev/null)
CFLAGS += -std=c11 -pthread $(warnings) $(mode_$(MODE))
LDFLAGS += -pthread $(mode_$(MODE))
LDLIBS += -lcmark-gfm-extensions $(shell $(PKG_CONFIG) --libs $(libraries) 2>/dev/null) -lm

sources := $(sort $(wildcard src/*/*.c))
objects := $(sources:src/%.c=$(out)/%.o)
library_objects := $(filter-out $(out)/cli/main.o,$(objects))
unit_sources := $(sort $(wildcard tests/unit/*/*_test.c))
unit_programs := $(unit_sources:tests/unit/%.c=$(out)/unit/%)

.PHONY: all program unit check-layers clean help
.DELETE_ON_ERROR:

all: $(out)/libschedario.a

program: build/schedario

build/schedario: $(out)/schedario
	@ln -f $< $@ 2>/dev/null || cp $< $@

$(out)/schedario: $(out)/cli/main.o $(out)/libschedario.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(out)/libschedario.a: $(library_objects)
	@rm -f $@
	@$(AR) rcs $@ $^

$(out)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(out)/unit/%: tests/unit/%.c $(out)/libschedario.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -Itests/unit -o $@ $< $(out)/libschedario.a $(LDFLAGS) $(LDLIBS) -lcmocka

unit: $(unit_programs) ## run the unit tests (cmocka); only=LAYER or LAYER/NAME for some of them
	@status=0; for program in $(if $(only),$(filter $(out)/unit/$(only)%,$(unit_programs)),$(unit_programs)); do \
		echo "$$program"; $$program || status=1; done; exit $$status

check-layers: ## includes point down, as src/LAYERS says
	tests/structure/check-layers

clean: ## remove everything built
	rm -rf build public

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | sort | while IFS='	' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

-include $(objects:.o=.d) $(unit_programs:=.d)
