/* Matrices of 8 bits with a scale for each group of inputs of an output. The weights are what these numbers say, exactly.

   What they are multiplied with is rounded to 16 bits, with a scale of its own for each group, so that a group's products
   are summed in whole numbers, about twice as fast as in floating point; the sums are added in 32 bits.

   A matrix comes in panels of 32 outputs. For each group a panel has 32 words for each four inputs, an output's weights
   for these; then the 32 outputs' scales, bfloat16. A weight w is stored as w + 128. A kernel takes U units of outputs, as
   many as are in a register, for M tokens. */

#define GROUP 64
#define GROUP_BYTES (GROUP * PANEL + 2 * PANEL)
#define MOST_ROUNDED 32639 /* 127 * 256 + 127: both bytes have a sign */

#if defined(__AVX512BW__)
#include <immintrin.h>
#define UNIT 16
#define MOST8 6
typedef whole lanes;
#define ADD_PAIRS(sums, w, x) ((sums) + (lanes)_mm512_madd_epi16((__m512i)(w), _mm512_set1_epi32(x)))
#elif defined(__AVX2__)
#include <immintrin.h>
#define UNIT 8
#define MOST8 4
typedef int32_t lanes __attribute__((vector_size(32), aligned(4), may_alias));
#define ADD_PAIRS(sums, w, x) ((sums) + (lanes)_mm256_madd_epi16((__m256i)(w), _mm256_set1_epi32(x)))
#else
#define UNIT 4
#define MOST8 4
typedef int32_t lanes __attribute__((vector_size(16), aligned(4), may_alias));
#define ADD_PAIRS(sums, w, x) ((sums) + ((w) >> 16) * ((x) >> 16) + ((w) & 0xffff) * (int32_t)(int16_t)(x))
#endif
typedef float unit __attribute__((vector_size(4 * UNIT), aligned(4), may_alias));
typedef uint16_t halves __attribute__((vector_size(2 * UNIT), aligned(2), may_alias));
typedef uint32_t doubled __attribute__((vector_size(4 * UNIT), aligned(4), may_alias));

/* Tokens' numbers in 16 bits, in the order that the kernels take them; for each group its scale, and what the 128 in
   each weight adds too much. */
typedef struct {
    int32_t *words;
    float *scales;
    int32_t *too_much;
} Rounded;

/* Sixteen words of 32 whole numbers x. */
INLINE whole pack(whole x_low, whole x_high) {
#if defined(__AVX512VNNI__) /* the upper bytes of fours, then the lower ones */
    __m128i lower_a = _mm512_cvtepi32_epi8((__m512i)x_low), lower_b = _mm512_cvtepi32_epi8((__m512i)x_high);
    whole upper_low = (x_low + 128) >> 8, upper_high = (x_high + 128) >> 8; /* the lower byte has a sign */
    __m128i upper_a = _mm512_cvtepi32_epi8((__m512i)upper_low), upper_b = _mm512_cvtepi32_epi8((__m512i)upper_high);
    return (whole)_mm512_inserti64x4(_mm512_castsi256_si512(_mm256_set_m128i(upper_b, upper_a)),
                                     _mm256_set_m128i(lower_b, lower_a), 1);
#else /* of each four the first and third, then the second and fourth */
    whole first = __builtin_shufflevector(x_low, x_high, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
    whole third = __builtin_shufflevector(x_low, x_high, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31);
    return (first & 0xffff) | (third << 16);
#endif
}

/* The sum of 16 whole numbers. */
INLINE int32_t count_up(whole v) {
    v += __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    v += __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    v += __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    return v[0] + v[1];
}

static Rounded round16(const float *x, long x_step, long inputs, int tokens, float *memory) {
    long groups = inputs / GROUP;
    float *scales = memory + tokens * inputs / 2;
    Rounded made = {(int32_t *)memory, scales, (int32_t *)scales + tokens * groups};
    wide no_sign = (wide){0} + 0x7fffffffu;
    for (int m = 0; m < tokens; m++)
        for (long g = 0; g < groups; g++) {
            const vec *group = (const vec *)(x + m * x_step + g * GROUP);
            vec most = {0};
            whole all = {0};
            for (int i = 0; i < GROUP / LANES; i++) most = larger(most, (vec)((wide)group[i] & no_sign));
            float top = largest(most), up = top > 0 ? MOST_ROUNDED / top : 0;
            for (int i = 0; i < GROUP / LANES; i += 2) {
                whole low = nearest(group[i] * up), high = nearest(group[i + 1] * up);
                *(whole *)(made.words + (m * inputs + g * GROUP + i * LANES) / 2) = pack(low, high);
                all += low + high;
            }
            made.scales[m * groups + g] = top / MOST_ROUNDED;
            made.too_much[m * groups + g] = 128 * count_up(all);
        }
    return made;
}

/* Sums of a group's products for U units and M tokens; at[u] are the weights, x the tokens' words of this group. */
#if defined(__AVX512VNNI__)
#define ADD_FOURS(U, M, BLOCK, HALF) \
    UNROLLED for (int q = 0; q < 8; q++) UNROLLED for (int u = 0; u < U; u++) { \
        __m512i words = _mm512_loadu_si512(at[u] + (BLOCK * 8 + q) * PANEL * 4); \
        UNROLLED for (int m = 0; m < M; m++) sums[u][m] = (lanes)_mm512_dpbusd_epi32( \
            (__m512i)sums[u][m], words, _mm512_set1_epi32(x[m * inputs / 2 + BLOCK * 16 + HALF * 8 + q])); \
    }
#define ADD_GROUP(U, M) \
    for (int block = 0; block < GROUP / 32; block++) { ADD_FOURS(U, M, block, 0) } \
    UNROLLED for (int u = 0; u < U; u++) UNROLLED for (int m = 0; m < M; m++) sums[u][m] <<= 8; \
    for (int block = 0; block < GROUP / 32; block++) { ADD_FOURS(U, M, block, 1) }
#else
#define ADD_GROUP(U, M) \
    UNROLLED for (int q = 0; q < GROUP / 4; q++) UNROLLED for (int u = 0; u < U; u++) { \
        lanes words = *(const lanes *)(at[u] + q * PANEL * 4); \
        lanes even = words & 0x00ff00ff, odd = (lanes)((doubled)words >> 8) & 0x00ff00ff; \
        UNROLLED for (int m = 0; m < M; m++) { \
            sums[u][m] = ADD_PAIRS(sums[u][m], even, x[m * inputs / 2 + q * 2]); \
            sums[u][m] = ADD_PAIRS(sums[u][m], odd, x[m * inputs / 2 + q * 2 + 1]); \
        } \
    }
#endif

#define KERNEL(U, M) \
    static void kernel8_##U##_##M(const uint8_t *weights, long inputs, int first, const Rounded *rounded, int token, \
                                  float *out, long out_step) { \
        const uint8_t *at[U]; \
        unit total[U][M] = {0}; \
        long groups = inputs / GROUP; \
        for (int u = 0; u < U; u++) \
            at[u] = weights + (first + u * UNIT) / PANEL * groups * GROUP_BYTES + (first + u * UNIT) % PANEL * 4; \
        for (long g = 0; g < groups; g++) { \
            const int32_t *x = rounded->words + (token * inputs + g * GROUP) / 2; \
            const int32_t *too_much = rounded->too_much + token * groups + g; \
            const float *scales = rounded->scales + token * groups + g; \
            lanes sums[U][M] = {0}; \
            ADD_GROUP(U, M) \
            UNROLLED for (int u = 0; u < U; u++) { \
                int shift = (first + u * UNIT) % PANEL; \
                halves stored = *(const halves *)(at[u] - shift * 4 + GROUP * PANEL + shift * 2); \
                unit scale = (unit)(__builtin_convertvector(stored, doubled) << 16); \
                UNROLLED for (int m = 0; m < M; m++) \
                    total[u][m] += __builtin_convertvector(sums[u][m] - too_much[m * groups], unit) * \
                                   (scale * scales[m * groups]); \
                at[u] += GROUP_BYTES; \
            } \
        } \
        UNROLLED for (int u = 0; u < U; u++) UNROLLED for (int m = 0; m < M; m++) \
            *(unit *)(out + m * out_step + u * UNIT) = total[u][m]; \
    }
KERNEL(4, 1) KERNEL(2, 1) KERNEL(2, 2) KERNEL(2, 3) KERNEL(2, 4)
#if MOST8 > 4
KERNEL(2, 5) KERNEL(2, 6)
#endif
#undef KERNEL

typedef void Kernel8(const uint8_t *, long, int, const Rounded *, int, float *, long);
static Kernel8 *const kernels8[] = {kernel8_2_1, kernel8_2_2, kernel8_2_3, kernel8_2_4,
#if MOST8 > 4
                                    kernel8_2_5, kernel8_2_6
#endif
};

/* out (tokens, outputs) = x (tokens, inputs) · weightsᵀ, of the outputs from `first` on. */
static void multiply8(const uint8_t *weights, long inputs, int first, int outputs, Rounded x, float *out, long out_step,
                      int tokens) {
    for (int n = 0, taken; n < outputs; n += taken) {
        taken = 2 * UNIT;
        if (tokens == 1 && outputs - n >= 4 * UNIT) {
            kernel8_4_1(weights, inputs, first + n, &x, 0, out + n, out_step);
            taken = 4 * UNIT;
            continue;
        }
        for (int m = 0, count; m < tokens; m += count) {
            int left = tokens - m, turns = (left + MOST8 - 1) / MOST8;
            count = (left + turns - 1) / turns;
            kernels8[count - 1](weights, inputs, first + n, &x, m, out + m * out_step + n, out_step);
        }
    }
}
