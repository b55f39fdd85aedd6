/* Choose among the builds of network.c the best that this processor can run. */

#include "network.h"

typedef int Forward(const Network *, const Tokens *, const Cache *, int, float *);
Forward forward_plain;

#if defined(__x86_64__)
Forward forward_avx2, forward_avx512;

static Forward *choose(void) {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        return forward_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return forward_avx2;
    return forward_plain;
}
#else
static Forward *choose(void) { return forward_plain; }
#endif

int forward(const Network *net, const Tokens *tokens, const Cache *cache, int wanted, float *logits) {
    return choose()(net, tokens, cache, wanted, logits);
}
