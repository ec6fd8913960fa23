#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many readable zero bytes must follow the text.
#define CSIMDJSON_PADDING 64

/// How deep arrays and objects may lie in one another.
#define CSIMDJSON_DEPTH_LIMIT 1024

typedef enum {
    CSIMDJSON_OK = 0,
    CSIMDJSON_EMPTY,
    CSIMDJSON_TRUNCATED,
    CSIMDJSON_TOO_DEEP,
    CSIMDJSON_TOO_LARGE,
    CSIMDJSON_OUT_OF_MEMORY,
    CSIMDJSON_INVALID_UTF8,
    CSIMDJSON_NOT_A_VALUE,
    CSIMDJSON_NOT_A_KEY,
    CSIMDJSON_NO_COLON,
    CSIMDJSON_NO_COMMA,
    CSIMDJSON_BAD_NUMBER,
    CSIMDJSON_BAD_LITERAL,
    CSIMDJSON_BAD_ESCAPE,
    CSIMDJSON_CONTROL_CHARACTER,
    CSIMDJSON_TRAILING_TEXT,
    CSIMDJSON_UNSUPPORTED
} csimdjson_code;

typedef enum {
    CSIMDJSON_NULL = 0,
    CSIMDJSON_BOOLEAN,
    CSIMDJSON_NUMBER,
    CSIMDJSON_STRING,
    CSIMDJSON_ARRAY,
    CSIMDJSON_OBJECT
} csimdjson_kind;

/// `detail` of a node: the kind in its lowest three bits, then these, then the number of children.
#define CSIMDJSON_KIND_MASK 0x07
#define CSIMDJSON_UNESCAPED 0x08
#define CSIMDJSON_HAS_NUL 0x10
#define CSIMDJSON_HAS_REPLACED 0x20
#define CSIMDJSON_COUNT_SHIFT 6

/// One value, in document order: a container, then what it contains; a member is its key, then its value.
typedef struct {
    /// The exact text of the value in the document.
    uint32_t offset;
    uint32_t length;
    /// Of a container: the number of nodes up to its next sibling. Of a string that had escapes
    /// (CSIMDJSON_UNESCAPED): where in the side buffer its content lies, as two 32-bit numbers (length,
    /// replaced surrogates) and then the bytes. Else unused.
    uint32_t link;
    uint32_t detail;
} csimdjson_node;

typedef struct {
    csimdjson_node *nodes;
    size_t node_count;
    /// The side buffer; null when no string had an escape.
    uint8_t *strings;
} csimdjson_tape;

/// Parses `length` bytes, which CSIMDJSON_PADDING zero bytes follow, and writes the tape. On any other code than
/// CSIMDJSON_OK there is no tape to free, and `at` says at which byte the parser gave up.
csimdjson_code csimdjson_parse(const uint8_t *bytes, size_t length, csimdjson_tape *tape, size_t *at);

void csimdjson_free(csimdjson_tape *tape);

#ifdef __cplusplus
}
#endif
