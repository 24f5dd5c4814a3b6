package io.glimpse.database;

/** Hears of banks that changed, here or on another server. */
@FunctionalInterface
public interface ChangeListener {

  /**
   * A bank has another version, or is gone. Called by whichever thread noticed, after the change is
   * on the disk; must be quick.
   *
   * @param name of the bank
   * @param version that it has now; 0 if it was deleted
   */
  void changed(String name, long version);
}
