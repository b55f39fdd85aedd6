/* Choose among the builds of network.c the best that this processor can run. */

#include <string.h>

#include "network.h"

typedef int Forward(const Network *, const Tokens *, const Cache *, int, float *, const Draws *, int);
Forward forward_plain;
#if defined(__x86_64__)
Forward forward_avx2, forward_avx512, forward_vnni;
#endif

/* Whether this processor can run the build of this name. */
int supported(const char *level) {
    if (!strcmp(level, "plain")) return 1;
#if defined(__x86_64__)
    __builtin_cpu_init();
    int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    if (!strcmp(level, "avx2")) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (!strcmp(level, "avx512")) return avx512;
    if (!strcmp(level, "vnni")) return avx512 && __builtin_cpu_supports("avx512vnni");
#endif
    return 0;
}

int forward(const Network *net, const Tokens *tokens, const Cache *cache, int wanted, float *logits, const Draws *draws,
            int threads) {
    Forward *chosen = forward_plain;
#if defined(__x86_64__)
    if (supported("vnni")) chosen = forward_vnni;
    else if (supported("avx512")) chosen = forward_avx512;
    else if (supported("avx2")) chosen = forward_avx2;
#endif
    return chosen(net, tokens, cache, wanted, logits, draws, threads);
}
