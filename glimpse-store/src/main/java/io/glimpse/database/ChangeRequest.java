package io.glimpse.database;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who changes a bank, and on what condition.
 *
 * @param who for the history; empty where nobody is known
 * @param expectedVersion the version that the bank must have; empty for any
 * @param idempotencyKey what makes a repeated request one change, within the bank; null for none
 * @param fingerprint of what is asked for, such as a digest of the body: a key that comes again
 *     with another one is refused; not used without a key
 * @param pictures what is kept of the pictures of shots that are added, by the shot's id
 */
public record ChangeRequest(
    String who,
    OptionalLong expectedVersion,
    @Nullable String idempotencyKey,
    String fingerprint,
    Map<String, ShotPicture> pictures) {

  /** Of nobody in particular, on no condition. */
  public static final ChangeRequest PLAIN = by("");

  public ChangeRequest {
    pictures = Map.copyOf(pictures);
  }

  /** Somebody's, on no condition. */
  public static ChangeRequest by(String who) {
    return new ChangeRequest(who, OptionalLong.empty(), null, "", Map.of());
  }

  /** The same if the bank has a version, and else not. */
  public ChangeRequest ifVersion(long version) {
    return new ChangeRequest(who, OptionalLong.of(version), idempotencyKey, fingerprint, pictures);
  }

  /**
   * The same, once, however often it comes.
   *
   * @param key of at most 200 characters
   * @param asked a fingerprint of what is asked for
   */
  public ChangeRequest once(String key, String asked) {
    return new ChangeRequest(who, expectedVersion, key, asked, pictures);
  }

  /** The same with what is kept of the pictures of shots that it adds. */
  public ChangeRequest with(Map<String, ShotPicture> kept) {
    return new ChangeRequest(who, expectedVersion, idempotencyKey, fingerprint, kept);
  }
}
