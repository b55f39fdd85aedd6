/* Draw the next token from logits, as engine/sampling.py does: temperature, the likeliest k, the likeliest with
   probability p together, and then where a given number falls on what is left. */

typedef struct {
    float logit;
    int32_t token;
} Candidate;

static int likelier_first(const void *one, const void *other) {
    const Candidate *a = one, *b = other;
    if (a->logit != b->logit) return a->logit > b->logit ? -1 : 1;
    return a->token - b->token;
}

#define FEW 128 /* so many are kept in order while the logits are looked through; more are sorted */

/* The k likeliest of the tokens, likeliest first. `found` has room for all tokens. */
static void find_likeliest(const float *logits, int count, int k, Candidate *found) {
    if (k > FEW) {
        for (int token = 0; token < count; token++) found[token] = (Candidate){logits[token], token};
        qsort(found, count, sizeof *found, likelier_first);
        return;
    }
    int kept = 0;
    float least = -INFINITY; /* of those kept, once there are k */
    for (int start = 0; start < count; start += LANES) {
        whole passes = *(const vec *)(logits + start) > least;
        if (kept == k && largest((vec)(passes & 0x3f800000)) == 0.0f) continue;
        for (int token = start; token < start + LANES; token++) {
            float logit = logits[token];
            if (kept == k && !(logit > least)) continue;
            int at = kept < k ? kept++ : k - 1;
            for (; at > 0 && found[at - 1].logit < logit; at--) found[at] = found[at - 1];
            found[at] = (Candidate){logit, token};
            least = kept == k ? found[k - 1].logit : -INFINITY;
        }
    }
}

/* The token that falls to a number from 0 to below 1. `found` and `shares` have room for all tokens. */
static int draw(const float *logits, int count, float temperature, int top_k, double top_p, double luck,
                Candidate *found, double *shares) {
    int kept = top_k == 0 || top_k > count ? count : top_k;
    find_likeliest(logits, count, kept, found);
    double all = 0, before = 0, sum = 0;
    for (int i = 0; i < kept; i++) all += shares[i] = exp((double)(found[i].logit - found[0].logit) / temperature);
    int last = 0; /* a token stays if the likelier ones before it have not yet reached p */
    for (; last < kept && before / all < top_p; last++) before += shares[last];
    for (int i = 0; i < last; i++) {
        sum += shares[i];
        if (sum > luck * before) return found[i].token;
    }
    return found[last - 1].token;
}

static int likeliest(const float *logits, int count) {
    int best = 0;
    for (int token = 1; token < count; token++)
        if (logits[token] > logits[best]) best = token;
    return best;
}

/* The logarithm of the sum of e to the power of each logit. */
static double log_of_sum(const float *logits, int count) {
    vec most = {0}, total = {0};
    most += -INFINITY;
    for (int i = 0; i < count; i += LANES) most = larger(most, *(const vec *)(logits + i));
    float top = largest(most);
    for (int i = 0; i < count; i += LANES) total += exponential(*(const vec *)(logits + i) - top);
    return top + log(sum(total));
}

/* Draw entry number `at`. `memory` has room for 4 floats for each token. */
static void draw_entry(const Draws *draws, int at, const float *logits, int count, void *memory) {
    double *shares = memory;
    Candidate *found = (Candidate *)(shares + count);
    draws->chosen[at] = draws->temperature[at] == 0.0f
                            ? likeliest(logits, count)
                            : draw(logits, count, draws->temperature[at], draws->top_k[at], draws->top_p[at],
                                   draws->luck[at], found, shares);
    draws->log_probability[at] = logits[draws->chosen[at]] - log_of_sum(logits, count);
}
