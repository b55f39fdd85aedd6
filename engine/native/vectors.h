/* Sixteen numbers side by side, in the registers of whatever processor this is compiled for. */

#define INLINE static inline __attribute__((always_inline))
#define LANES 16
#define UNROLLED _Pragma("GCC unroll 16")

typedef float vec __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t whole __attribute__((vector_size(64), aligned(4), may_alias));
typedef uint32_t wide __attribute__((vector_size(64), aligned(4), may_alias));

INLINE float sum(vec v) {
    v += __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    v += __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    v += __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    return v[0] + v[1];
}

INLINE vec choose(whole where, vec a, vec b) {
    return (vec)(((whole)a & where) | ((whole)b & ~where));
}

INLINE vec larger(vec a, vec b) {
    return choose(a > b, a, b);
}

INLINE float largest(vec v) {
    v = larger(v, __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
    v = larger(v, __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
    v = larger(v, __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
    return v[0] > v[1] ? v[0] : v[1];
}

/* The nearest whole numbers. */
INLINE whole nearest(vec x) {
    vec half = (vec)(((wide)x & 0x80000000u) | 0x3f000000u); /* 0.5 with the sign of x */
    return __builtin_convertvector(x + half, whole);
}

/* e to the power of each lane: 2 to a whole number times a polynomial, exact to about two units in the last place. */
INLINE vec exponential(vec x) {
    x = choose(x < -87.0f, (vec){0} - 87.0f, x);
    x = choose(x > 88.0f, (vec){0} + 88.0f, x);
    whole n = nearest(x * 1.44269504088896341f);
    vec f = __builtin_convertvector(n, vec);
    x = x - f * 0.693359375f + f * 2.12194440e-4f;
    vec y = x * 1.9875691500e-4f + 1.3981999507e-3f;
    y = y * x + 8.3334519073e-3f;
    y = y * x + 4.1665795894e-2f;
    y = y * x + 1.6666665459e-1f;
    y = y * x + 5.0000001201e-1f;
    y = y * x * x + x + 1.0f;
    return y * (vec)((n + 127) << 23);
}
