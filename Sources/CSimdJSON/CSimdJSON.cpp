// simdjson's first stage finds the structure of the text at several bytes a cycle: where each string, number,
// literal and `{}[]:,` begins. It also checks UTF-8, control characters and open strings. Walking that index is
// left to us, because neither of simdjson's own walks fits: its tree converts numbers, and its On-Demand parser
// checks only what is asked for, and refuses a lone surrogate.

#include "CSimdJSON.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <simdjson.h>

namespace {

static_assert(CSIMDJSON_PADDING >= simdjson::SIMDJSON_PADDING, "simdjson wants more padding");

constexpr uint32_t child_limit = UINT32_MAX >> CSIMDJSON_COUNT_SHIFT;
constexpr uint32_t one_child = 1u << CSIMDJSON_COUNT_SHIFT;
constexpr uint32_t flag_mask = CSIMDJSON_HAS_NUL | CSIMDJSON_HAS_REPLACED;

bool is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

// A bit in each of eight bytes that is a quote or a backslash. The lowest one is right; above it, there may be more.
uint64_t quotes_and_backslashes(const uint8_t *p) {
    constexpr uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    uint64_t word;
    std::memcpy(&word, p, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    const uint64_t quotes = word ^ (ones * '"'), backslashes = word ^ (ones * '\\');
    return (((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)) & highs;
}

// How many bytes are looked at together: most strings end among the first, which spares a branch hard to predict.
constexpr int stride = 16;

// The distance to the first quote or backslash among so many bytes; `stride` when there is none.
int quote_or_backslash(const uint8_t *p) {
    const uint64_t low = quotes_and_backslashes(p), high = quotes_and_backslashes(p + 8);
    if ((low | high) == 0) return stride;
    return low != 0 ? __builtin_ctzll(low) >> 3 : 8 + (__builtin_ctzll(high) >> 3);
}

// The value of four hexadecimal digits; -1 when they are not.
int32_t hex4(const uint8_t *p) {
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        const uint8_t c = p[i], letter = c | 0x20;
        if (is_digit(c)) value = value << 4 | (c - '0');
        else if (letter >= 'a' && letter <= 'f') value = value << 4 | (letter - 'a' + 10);
        else return -1;
    }
    return value;
}

uint8_t *put_scalar(uint8_t *out, uint32_t scalar) {
    if (scalar < 0x80) {
        *out++ = uint8_t(scalar);
    } else if (scalar < 0x800) {
        *out++ = uint8_t(0xC0 | scalar >> 6);
        *out++ = uint8_t(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
        *out++ = uint8_t(0xE0 | scalar >> 12);
        *out++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        *out++ = uint8_t(0x80 | (scalar & 0x3F));
    } else {
        *out++ = uint8_t(0xF0 | scalar >> 18);
        *out++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
        *out++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        *out++ = uint8_t(0x80 | (scalar & 0x3F));
    }
    return out;
}

// Walks the structural index once and writes the tape.
class Walk {
public:
    Walk(const uint8_t *bytes, uint32_t length, const uint32_t *starts, uint32_t start_count)
        : bytes(bytes), length(length), starts(starts), start_count(start_count) {}

    ~Walk() {
        std::free(nodes);
        std::free(strings);
    }
    Walk(const Walk &) = delete;
    Walk &operator=(const Walk &) = delete;

    csimdjson_code run() {
        // Each node has a start of its own, and another for its colon, comma or closing bracket; only the open
        // containers still lack theirs. So this is enough, and at most a few kilobytes too much.
        node_limit = size_t(start_count) / 2 + CSIMDJSON_DEPTH_LIMIT + 2;
        nodes = static_cast<csimdjson_node *>(std::malloc(node_limit * sizeof(csimdjson_node)));
        if (nodes == nullptr) return CSIMDJSON_OUT_OF_MEMORY;

        csimdjson_code code = value();
        while (code == CSIMDJSON_OK && depth > 0) {
            if (next == start_count) return fail(CSIMDJSON_TRUNCATED, length);
            const uint8_t mark = bytes[starts[next]];
            const bool in_object = open[depth - 1].is_object;
            if (mark == ',') {
                next++;
                code = in_object ? member() : value();
            } else if (mark == (in_object ? '}' : ']')) {
                code = close();
            } else {
                return fail(CSIMDJSON_NO_COMMA, starts[next]);
            }
        }
        if (code != CSIMDJSON_OK) return code;
        return next == start_count ? CSIMDJSON_OK : fail(CSIMDJSON_TRAILING_TEXT, starts[next]);
    }

    // Hands the memory over.
    void move_to(csimdjson_tape &tape) {
        tape = {nodes, node_count, strings};
        nodes = nullptr;
        strings = nullptr;
    }

    size_t failed_at = 0;

private:
    struct Container {
        uint32_t node, children, flags;
        bool is_object;
    };

    const uint8_t *const bytes;
    const uint32_t length;
    const uint32_t *const starts;
    const uint32_t start_count;
    uint32_t next = 0;

    csimdjson_node *nodes = nullptr;
    size_t node_count = 0, node_limit = 0;
    uint8_t *strings = nullptr;
    size_t strings_used = 0, strings_limit = 0;

    uint32_t depth = 0;
    Container open[CSIMDJSON_DEPTH_LIMIT];

    csimdjson_code fail(csimdjson_code code, size_t at) {
        failed_at = at;
        return code;
    }

    // Where the text of the current start has ended at the latest.
    uint32_t end_of_current() const { return next + 1 < start_count ? starts[next + 1] : length; }

    csimdjson_code push(uint32_t offset, uint32_t text_length, uint32_t link, uint32_t detail) {
        if (node_count == node_limit) return fail(CSIMDJSON_TOO_LARGE, offset);
        nodes[node_count++] = {offset, text_length, link, detail};
        return CSIMDJSON_OK;
    }

    // A scalar; or the opening of a container with its first child, however many open at once.
    csimdjson_code value() {
        while (true) {
            if (next == start_count) return fail(CSIMDJSON_TRUNCATED, length);
            if (depth > 0) open[depth - 1].children++;
            const uint32_t start = starts[next];
            switch (bytes[start]) {
            case '"': return string();
            case 't': return literal("true", 4, CSIMDJSON_BOOLEAN);
            case 'f': return literal("false", 5, CSIMDJSON_BOOLEAN);
            case 'n': return literal("null", 4, CSIMDJSON_NULL);
            case '-':
            case '0': case '1': case '2': case '3': case '4':
            case '5': case '6': case '7': case '8': case '9': return number();
            case '[':
            case '{': break;
            default: return fail(CSIMDJSON_NOT_A_VALUE, start);
            }
            const bool is_object = bytes[start] == '{';
            if (depth == CSIMDJSON_DEPTH_LIMIT) return fail(CSIMDJSON_TOO_DEEP, start);
            open[depth++] = {uint32_t(node_count), 0, 0, is_object};
            csimdjson_code code = push(start, 0, 0, is_object ? CSIMDJSON_OBJECT : CSIMDJSON_ARRAY);
            if (code != CSIMDJSON_OK) return code;
            next++;
            if (next == start_count) return fail(CSIMDJSON_TRUNCATED, length);
            if (bytes[starts[next]] == (is_object ? '}' : ']')) return close();
            if (is_object && (code = key()) != CSIMDJSON_OK) return code;
        }
    }

    csimdjson_code member() {
        const csimdjson_code code = key();
        return code == CSIMDJSON_OK ? value() : code;
    }

    csimdjson_code key() {
        if (next == start_count) return fail(CSIMDJSON_TRUNCATED, length);
        if (bytes[starts[next]] != '"') return fail(CSIMDJSON_NOT_A_KEY, starts[next]);
        const csimdjson_code code = string();
        if (code != CSIMDJSON_OK) return code;
        if (next == start_count) return fail(CSIMDJSON_TRUNCATED, length);
        if (bytes[starts[next]] != ':') return fail(CSIMDJSON_NO_COLON, starts[next]);
        next++;
        return CSIMDJSON_OK;
    }

    csimdjson_code close() {
        const Container &closed = open[--depth];
        csimdjson_node &node = nodes[closed.node];
        if (closed.children > child_limit) return fail(CSIMDJSON_TOO_LARGE, node.offset);
        node.length = starts[next] + 1 - node.offset;
        node.link = uint32_t(node_count - closed.node);
        node.detail |= closed.flags | closed.children << CSIMDJSON_COUNT_SHIFT;
        if (depth > 0) open[depth - 1].flags |= closed.flags;
        next++;
        return CSIMDJSON_OK;
    }

    // `p` stands behind a number or literal, up to which all was well: nothing but space may follow.
    csimdjson_code end_scalar(const uint8_t *p, csimdjson_code otherwise, uint32_t kind) {
        const uint32_t start = starts[next];
        const uint8_t *const end = bytes + end_of_current();
        for (const uint8_t *rest = p; rest < end; rest++)
            if (!is_space(*rest)) return fail(otherwise, start);
        next++;
        return push(start, uint32_t(p - bytes - start), 0, kind);
    }

    csimdjson_code literal(const char *word, uint32_t word_length, uint32_t kind) {
        const uint32_t start = starts[next], available = length - start;
        const uint8_t *const p = bytes + start;
        if (available < word_length && std::memcmp(p, word, available) == 0)
            return fail(CSIMDJSON_TRUNCATED, length);
        if (available < word_length || std::memcmp(p, word, word_length) != 0)
            return fail(CSIMDJSON_BAD_LITERAL, start);
        return end_scalar(p + word_length, CSIMDJSON_BAD_LITERAL, kind);
    }

    // RFC 8259, section 6. The padding behind the text is no digit, so nothing needs to ask for the end.
    csimdjson_code number() {
        const uint8_t *p = bytes + starts[next];
        if (*p == '-') p++;
        if (*p == '0') p++;
        else if (!skip_digits(p)) return bad_number(p);
        if (*p == '.') {
            p++;
            if (!skip_digits(p)) return bad_number(p);
        }
        if (*p == 'e' || *p == 'E') {
            p++;
            if (*p == '+' || *p == '-') p++;
            if (!skip_digits(p)) return bad_number(p);
        }
        return end_scalar(p, CSIMDJSON_BAD_NUMBER, CSIMDJSON_NUMBER);
    }

    static bool skip_digits(const uint8_t *&p) {
        const uint8_t *const first = p;
        while (is_digit(*p)) p++;
        return p > first;
    }

    csimdjson_code bad_number(const uint8_t *p) {
        return p == bytes + length ? fail(CSIMDJSON_TRUNCATED, length) : fail(CSIMDJSON_BAD_NUMBER, starts[next]);
    }

    csimdjson_code string() {
        const uint32_t start = starts[next];
        const uint8_t *const first = bytes + start + 1, *const end = bytes + length;
        const uint8_t *p = first;
        for (int step = stride; step == stride && p < end; p += step) step = quote_or_backslash(p);
        if (p >= end) return fail(CSIMDJSON_TRUNCATED, length);
        if (*p == '\\') return escaped_string(p);
        next++;
        return push(start, uint32_t(p + 1 - bytes - start), 0, CSIMDJSON_STRING);
    }

    // `p` stands on the first backslash.
    csimdjson_code escaped_string(const uint8_t *p) {
        const uint32_t start = starts[next];
        const uint8_t *const first = bytes + start + 1, *const end = bytes + length;
        // Content is never longer than its text; a stride more, because it is copied by strides.
        if (!reserve(sizeof(uint32_t) * 2 + (end_of_current() - start) + stride))
            return fail(strings_used > UINT32_MAX / 2 ? CSIMDJSON_TOO_LARGE : CSIMDJSON_OUT_OF_MEMORY, start);

        uint8_t *const content = strings + strings_used + sizeof(uint32_t) * 2;
        uint8_t *out = content + (p - first);
        std::memcpy(content, first, size_t(p - first));
        uint32_t replaced = 0, flags = 0;
        while (*p != '"') {
            if (p >= end) return fail(CSIMDJSON_TRUNCATED, length);
            if (*p == '\\') {
                switch (p[1]) {
                case '"': case '\\': case '/': *out++ = p[1]; break;
                case 'b': *out++ = '\b'; break;
                case 'f': *out++ = '\f'; break;
                case 'n': *out++ = '\n'; break;
                case 'r': *out++ = '\r'; break;
                case 't': *out++ = '\t'; break;
                case 'u': {
                    int32_t unit = hex4(p + 2);
                    if (unit < 0) return fail(CSIMDJSON_BAD_ESCAPE, size_t(p - bytes));
                    uint32_t scalar = uint32_t(unit);
                    p += 4;
                    if (scalar >= 0xD800 && scalar < 0xE000) {
                        const int32_t low = scalar < 0xDC00 && p[2] == '\\' && p[3] == 'u' ? hex4(p + 4) : -1;
                        if (low >= 0xDC00 && low < 0xE000) {
                            scalar = 0x10000 + ((scalar - 0xD800) << 10) + uint32_t(low - 0xDC00);
                            p += 6;
                        } else {
                            scalar = 0xFFFD;
                            replaced++;
                        }
                    }
                    if (scalar == 0) flags |= CSIMDJSON_HAS_NUL;
                    out = put_scalar(out, scalar);
                    break;
                }
                default: return fail(CSIMDJSON_BAD_ESCAPE, size_t(p - bytes));
                }
                p += 2;
                continue;
            }
            const int step = quote_or_backslash(p);
            std::memcpy(out, p, stride);
            p += step;
            out += step;
        }

        if (replaced > 0) flags |= CSIMDJSON_HAS_REPLACED;
        if (depth > 0) open[depth - 1].flags |= flags;
        const uint32_t header[2] = {uint32_t(out - content), replaced};
        std::memcpy(content - sizeof header, header, sizeof header);
        const uint32_t link = uint32_t(strings_used);
        strings_used = size_t(out - strings);
        next++;
        return push(start, uint32_t(p + 1 - bytes - start), link, CSIMDJSON_STRING | CSIMDJSON_UNESCAPED | flags);
    }

    // Makes room for so many more bytes in the side buffer, as long as 32 bits can say where they lie.
    bool reserve(size_t count) {
        const size_t needed = strings_used + count;
        if (needed <= strings_limit) return true;
        if (strings_used > UINT32_MAX / 2) return false;
        size_t limit = strings_limit == 0 ? 4096 : strings_limit * 2;
        while (limit < needed) limit *= 2;
        void *const grown = std::realloc(strings, limit);
        if (grown == nullptr) return false;
        strings = static_cast<uint8_t *>(grown);
        strings_limit = limit;
        return true;
    }
};

// Where a control character stands inside a string; simdjson only says that there is one.
size_t first_control_character(const uint8_t *bytes, size_t length) {
    bool in_string = false;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\\') i++;
        else if (bytes[i] == '"') in_string = !in_string;
        else if (in_string && bytes[i] < 0x20) return i;
    }
    return length;
}

csimdjson_code parse(const uint8_t *bytes, size_t length, csimdjson_tape &tape, size_t &at) {
    if (length > simdjson::SIMDJSON_MAXSIZE_BYTES - CSIMDJSON_PADDING) return CSIMDJSON_TOO_LARGE;
    if (length == 0) return CSIMDJSON_EMPTY;

    // Chosen for this processor at run time. The depth is the Walk's business.
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    simdjson::error_code error =
        simdjson::get_active_implementation()->create_dom_parser_implementation(length, 1, parser);
    if (error == simdjson::SUCCESS) error = parser->stage1(bytes, length, simdjson::stage1_mode::regular);
    switch (error) {
    case simdjson::SUCCESS: break;
    case simdjson::EMPTY: return CSIMDJSON_EMPTY;
    case simdjson::CAPACITY: return CSIMDJSON_TOO_LARGE;
    case simdjson::MEMALLOC: return CSIMDJSON_OUT_OF_MEMORY;
    case simdjson::UTF8_ERROR: return CSIMDJSON_INVALID_UTF8;
    case simdjson::UNCLOSED_STRING: at = length; return CSIMDJSON_TRUNCATED;
    case simdjson::UNESCAPED_CHARS:
        at = first_control_character(bytes, length);
        return CSIMDJSON_CONTROL_CHARACTER;
    default: return CSIMDJSON_UNSUPPORTED;
    }

    Walk walk(bytes, uint32_t(length), parser->structural_indexes.get(), parser->n_structural_indexes);
    const csimdjson_code code = walk.run();
    if (code == CSIMDJSON_OK) walk.move_to(tape);
    else at = walk.failed_at;
    return code;
}

} // namespace

csimdjson_code csimdjson_parse(const uint8_t *bytes, size_t length, csimdjson_tape *tape, size_t *at) {
    *tape = {nullptr, 0, nullptr};
    *at = 0;
    // simdjson allocates without throwing; should a later version do, it still must not unwind through Swift.
    try {
        return parse(bytes, length, *tape, *at);
    } catch (...) {
        return CSIMDJSON_OUT_OF_MEMORY;
    }
}

void csimdjson_free(csimdjson_tape *tape) {
    std::free(tape->nodes);
    std::free(tape->strings);
    *tape = {nullptr, 0, nullptr};
}
