package io.glimpse.featurestore;

/** Hears how far a {@link FeatureStore} has come. */
public interface StoreListener {

  /** Hears nothing. */
  StoreListener SILENT = new StoreListener() {};

  /**
   * Pictures are about to be encoded.
   *
   * @param toEncode how many; those that the store has are not among them
   */
  default void begins(int toEncode) {}

  /** One more picture is encoded. */
  default void encoded() {}

  /** One sentence that a user should read. */
  default void note(String sentence) {}
}
