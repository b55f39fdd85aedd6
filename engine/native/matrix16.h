/* Matrices of bfloat16, multiplied in 32 bits: nothing is rounded.

   A matrix comes in panels of 32 outputs. For each input a panel has 16 words: the lower half of word i is the weight of
   output i there, the upper half that of output 16 + i. A kernel takes P panels for M tokens at a time, as many as the
   processor's registers hold, so that each weight is fetched once for all M. */

#define KERNEL(P, M) \
    static void kernel16_##P##_##M(const uint16_t *weights, long inputs, const float *x, long x_step, float *out, \
                                   long out_step) { \
        vec low[P][M] = {0}, high[P][M] = {0}; \
        for (long k = 0; k < inputs; k++) { \
            UNROLLED for (int p = 0; p < P; p++) { \
                wide words = *(const wide *)(weights + (p * inputs + k) * PANEL); \
                vec w_low = (vec)(words << 16), w_high = (vec)(words & 0xffff0000u); \
                UNROLLED for (int m = 0; m < M; m++) { \
                    low[p][m] += w_low * x[m * x_step + k]; \
                    high[p][m] += w_high * x[m * x_step + k]; \
                } \
            } \
        } \
        UNROLLED for (int p = 0; p < P; p++) UNROLLED for (int m = 0; m < M; m++) { \
            *(vec *)(out + m * out_step + p * PANEL) = low[p][m]; \
            *(vec *)(out + m * out_step + p * PANEL + LANES) = high[p][m]; \
        } \
    }
KERNEL(4, 1) KERNEL(2, 2) KERNEL(2, 3) KERNEL(2, 4) KERNEL(2, 5) KERNEL(2, 6)
KERNEL(1, 1) KERNEL(1, 2) KERNEL(1, 3) KERNEL(1, 4) KERNEL(1, 5) KERNEL(1, 6)
#undef KERNEL

typedef void Kernel16(const uint16_t *, long, const float *, long, float *, long);
static Kernel16 *const many16[] = {kernel16_4_1, kernel16_2_2, kernel16_2_3, kernel16_2_4, kernel16_2_5, kernel16_2_6};
static Kernel16 *const single16[] = {kernel16_1_1, kernel16_1_2, kernel16_1_3, kernel16_1_4, kernel16_1_5, kernel16_1_6};

/* out (tokens, outputs) = x (tokens, inputs) · weightsᵀ */
static void multiply16(const uint16_t *weights, long inputs, int outputs, const float *x, long x_step, float *out,
                       long out_step, int tokens) {
    for (int n = 0, taken; n < outputs; n += taken * PANEL) {
        int left = (outputs - n) / PANEL, at_once = tokens == 1 ? 4 : 2;
        taken = left >= at_once ? at_once : 1;
        for (int m = 0, count; m < tokens; m += count) {
            count = tokens - m < MOST ? tokens - m : MOST;
            if (tokens > 1 && tokens - m == MOST + 1) count = MOST - 1; /* a last token alone would take other panels */
            Kernel16 *kernel = (taken > 1 ? many16 : single16)[count - 1];
            kernel(weights + n * inputs, inputs, x + m * x_step, x_step, out + m * out_step + n, out_step);
        }
    }
}
