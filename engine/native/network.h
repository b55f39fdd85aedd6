/* What Python hands to the network in C; engine/native/network.py holds the same structures. */

#include <stdint.h>

/* Matrices in panels: their layout stands in matrix16.h and matrix8.h, as many bits as the network's `bits`. */
typedef struct {
    const float *attention_norm, *query_norm, *key_norm, *feed_forward_norm;
    const void *qkv, *project, *gate_up, *down;
} Layer;

typedef struct {
    int32_t layers, heads, kv_heads, head_size, width, hidden, vocabulary, context, bits;
    const float *embedding, *final_norm, *cosine, *sine;
    const void *head;
    const Layer *layer;
} Network;

/* Token ids, the row of the cache that each belongs to, and its position there; those of a row in their order. */
typedef struct {
    int32_t count;
    const int32_t *ids, *rows, *positions;
} Tokens;

/* Keys and values that a row begins with, in a store of one row with room for `capacity` positions. */
typedef struct {
    const float *store;
    int32_t length, capacity;
} Beginning;

/* Keys and values, a tensor (layers, 2, rows, heads, positions, head size), with its steps in numbers. Where rows have
   beginnings, each holds what comes after its own. */
typedef struct {
    float *store;
    int64_t layer_step, value_step, row_step, head_step;
    const Beginning *beginnings;
} Cache;

/* How the token after each wanted one is drawn (engine/sampling.py), and what was drawn: an entry for each. */
typedef struct {
    const float *temperature;
    const int32_t *top_k;
    const double *top_p, *luck;
    int32_t *chosen;
    double *log_probability;
} Draws;

/* One call's work. Its tokens are computed in parts, each by whatever thread comes for it. */
typedef struct {
    const Network *net;
    const Tokens *tokens;
    const Cache *cache;
    const Draws *draws; /* or none: then the logits are what is wanted */
    float *logits;
    int32_t wanted, part_size, parts;
    float *memory;   /* for all parts */
    long part_memory; /* how much of it is a part's, in floats */
    int *progress;   /* of each part: how many layers' keys and values it has stored */
} Job;

/* Let up to so many threads, this one included, do parts 0 … parts-1 of a job; returns when all are done. */
typedef void DoPart(const Job *, int part);
void share_out(DoPart *do_part, const Job *job, int threads);

/* Wait until a part of the same job has stored keys and values of more than so many layers. */
void wait_for(const int *progress, int layers);
void report(int *progress, int layers);
