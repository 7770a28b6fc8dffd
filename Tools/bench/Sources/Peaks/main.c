// Prints what one thread can do at most: multiply-adds of floats, and of bytes in the ways of the search, from registers.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

enum { STEPS = 5000000, TRIES = 20, SUMS = 12 };

// Each makes SUMS vector operations a step, on sums that stay in registers.
#define LOOP(vector, initial, step)                                                        \
  vector sums[SUMS];                                                                       \
  for (int i = 0; i < SUMS; ++i) sums[i] = initial;                                        \
  for (long k = 0; k < STEPS; ++k) {                                                       \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < SUMS; ++i) {                    \
      vector product;                                                                      \
      __asm__ volatile(step : "+v"(sums[i]), "=&v"(product) : "v"(a), "v"(b) : "xmm15");   \
    }                                                                                      \
  }

#define FLOATS "vfmadd231ps %3, %2, %0"
#define BYTES "vpdpbusd %3, %2, %0"
#define NARROW_BYTES                                             \
  "vpmaddubsw %3, %2, %1\n\tvpmaddubsw %2, %3, %%ymm15\n\t"      \
  "vpaddw %%ymm15, %1, %1\n\tvpmaddwd %3, %1, %1\n\tvpaddd %1, %0, %0"

__attribute__((target("avx2,fma"))) static void floats_avx2(void) {
  const __m256 a = _mm256_setzero_ps(), b = a;
  LOOP(__m256, a, FLOATS)
}
__attribute__((target("avx2,fma"))) static void bytes_avx2(void) {
  const __m256i a = _mm256_setzero_si256(), b = a;
  LOOP(__m256i, a, NARROW_BYTES)
}
__attribute__((target("avx2,avxvnni"))) static void bytes_avx_vnni(void) {
  const __m256i a = _mm256_setzero_si256(), b = a;
  LOOP(__m256i, a, "%{vex%} " BYTES)
}
__attribute__((target("avx512f,avx512bw"))) static void floats_avx512(void) {
  const __m512 a = _mm512_setzero_ps(), b = a;
  LOOP(__m512, a, FLOATS)
}
__attribute__((target("avx512f,avx512bw,avx512vnni"))) static void bytes_avx512_vnni(void) {
  const __m512i a = _mm512_setzero_si512(), b = a;
  LOOP(__m512i, a, BYTES)
}

static int has_avx_vnni(void) {
  unsigned a, b, c, d;
  return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1);
}

static double seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/// Prints the best of many short tries.
static void print(const char *name, void (*loop)(void), int multiply_adds) {
  double best = 1e9;
  for (int i = 0; i < TRIES; ++i) {
    const double start = seconds();
    loop();
    const double time = seconds() - start;
    best = time < best ? time : best;
  }
  printf("%-28s %6.0f Gop/s\n", name, 2.0 * multiply_adds * SUMS * STEPS / best * 1e-9);
}

int main(void) {
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    print("AVX2 floats", floats_avx2, 8);
    print("AVX2 bytes of 7 bits", bytes_avx2, 64);
    if (has_avx_vnni()) print("AVX-VNNI bytes", bytes_avx_vnni, 32);
  }
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) {
    print("AVX-512 floats", floats_avx512, 16);
    if (__builtin_cpu_supports("avx512vnni")) print("AVX-512 VNNI bytes", bytes_avx512_vnni, 64);
  }
  return 0;
}

#else
int main(void) {
  puts("No peaks are known for this processor.");
  return 0;
}
#endif
