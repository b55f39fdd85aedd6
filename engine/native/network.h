/* What Python hands to the network in C; engine/native/library.py holds the same structures. */

#include <stdint.h>

typedef struct {
    const float *attention_norm, *query_norm, *key_norm, *feed_forward_norm;
    const uint16_t *qkv, *project, *gate_up, *down; /* bfloat16 in panels */
} Layer;

typedef struct {
    int32_t layers, heads, kv_heads, head_size, width, hidden, vocabulary, context;
    const float *embedding, *final_norm, *cosine, *sine;
    const uint16_t *head;
    const Layer *layer;
} Network;

/* Token ids, the row of the cache that each belongs to, and its position there; those of a row in their order. */
typedef struct {
    int32_t count;
    const int32_t *ids, *rows, *positions;
} Tokens;

/* Keys and values, a tensor (layers, 2, rows, heads, positions, head size), with its steps in numbers. */
typedef struct {
    float *store;
    int64_t layer_step, value_step, row_step, head_step;
} Cache;
