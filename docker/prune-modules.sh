#!/bin/sh
# Removes from node_modules what no running process reads: type declarations, source maps, documentation, the compiler
# that a type-only peer dependency brings along, and the parts of the documentation pages that are not served.
set -eu
cd "${1:-.}/node_modules/.pnpm"
rm -rf typescript@* @typescript+*
find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' -o -name '*.markdown' \) -delete
find . -path '*/swagger-ui-dist/*' -type f \( -name 'swagger-ui-es-bundle*' -o -name 'swagger-ui.js' \) -delete
find . -type d \( -path '*/redoc/typings' -o -path '*/node_modules/*/docs' \) -prune -exec rm -rf {} +
