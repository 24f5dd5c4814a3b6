package io.glimpse.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The random numbers of CPython's {@code random} module, so that a few-shot sample here is the one
 * that a published script draws with the same seed.
 *
 * <p>The generator is the Mersenne Twister MT19937, seeded by {@code init_by_array} as {@code
 * random.seed(int)} does it. Verified against Python 3.11. Not safe for use by several threads.
 */
public final class PythonRandom {

  private static final int STATE = 624;
  private static final int SHIFT = 397;
  private static final int TWIST = 0x9908b0df;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;

  /** Up to this many, {@code sample} takes from a pool whatever the number that is asked for. */
  private static final int SMALLEST_SET = 21;

  private final int[] state = new int[STATE];
  private int next = STATE;

  /**
   * The generator after {@code random.seed(seed)}.
   *
   * @param seed of either sign; as in Python, a seed and its negative give the same numbers
   */
  public PythonRandom(long seed) {
    // Of the least long this is the same long, whose bits are those of the magnitude.
    long magnitude = Math.abs(seed);
    int low = (int) magnitude;
    int high = (int) (magnitude >>> 32);
    seedBy(high == 0 ? new int[] {low} : new int[] {low, high});
  }

  private void seedBy(int... key) {
    state[0] = 19650218;
    for (int i = 1; i < STATE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
    int i = 1;
    int j = 0;
    for (int k = Math.max(STATE, key.length); k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
      i = after(i);
      j = (j + 1) % key.length;
    }
    for (int k = STATE - 1; k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
      i = after(i);
    }
    state[0] = UPPER;
  }

  /** The place behind {@code i}; the first is passed over, and takes the value of the last. */
  private int after(int i) {
    if (i + 1 < STATE) {
      return i + 1;
    }
    state[0] = state[STATE - 1];
    return 1;
  }

  /** The generator's next 32 bits; {@code random.getrandbits(32)}. */
  public int next32() {
    if (next == STATE) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < STATE; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % STATE] & LOWER);
      state[i] = state[(i + SHIFT) % STATE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    next = 0;
  }

  /** A number from 0 to 1, 1 excluded, of 53 random bits; {@code random.random()}. */
  public double nextDouble() {
    int high = next32() >>> 5;
    int low = next32() >>> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  /**
   * A whole number below {@code bound}; {@code random.randrange(bound)}.
   *
   * @param bound at least 1
   */
  public int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("nothing is below " + bound + " from 0 on");
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
    int drawn;
    do {
      drawn = next32() >>> (Integer.SIZE - bits);
    } while (drawn >= bound);
    return drawn;
  }

  /**
   * Draws without replacement; {@code random.sample(items, count)}.
   *
   * @throws IllegalArgumentException if there are fewer items than that
   */
  public <T> List<T> sample(List<T> items, int count) {
    int size = items.size();
    if (count < 0 || count > size) {
      throw new IllegalArgumentException(count + " of " + size + " cannot be drawn");
    }
    return size <= setSize(count) ? sampleFromPool(items, count) : sampleBySet(items, count);
  }

  /** Where Python deems a set of what was drawn smaller than a copy of all items. */
  private static long setSize(int count) {
    long size = SMALLEST_SET;
    if (count > 5) {
      long power = 1;
      while (power < 3L * count) {
        power *= 4;
      }
      size += power;
    }
    return size;
  }

  private <T> List<T> sampleFromPool(List<T> items, int count) {
    List<T> pool = new ArrayList<>(items);
    List<T> drawn = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int j = below(pool.size() - i);
      drawn.add(pool.get(j));
      pool.set(j, pool.get(pool.size() - i - 1));
    }
    return drawn;
  }

  private <T> List<T> sampleBySet(List<T> items, int count) {
    Set<Integer> seen = new HashSet<>();
    List<T> drawn = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int j = below(items.size());
      while (!seen.add(j)) {
        j = below(items.size());
      }
      drawn.add(items.get(j));
    }
    return drawn;
  }

  /**
   * Draws with replacement; {@code random.choices(items, k=count)}.
   *
   * @param items at least one
   */
  public <T> List<T> choices(List<T> items, int count) {
    Objects.checkIndex(0, items.size());
    List<T> drawn = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      drawn.add(items.get((int) (nextDouble() * items.size())));
    }
    return drawn;
  }

  /** Brings a list into a random order, in place; {@code random.shuffle(items)}. */
  public <T> void shuffle(List<T> items) {
    for (int i = items.size() - 1; i > 0; i--) {
      int j = below(i + 1);
      T kept = items.get(i);
      items.set(i, items.get(j));
      items.set(j, kept);
    }
  }
}
