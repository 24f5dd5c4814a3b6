package io.glimpse.database;

import io.glimpse.database.BankDatabase.Subscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells listeners of each change once, whoever notices it. */
final class Announcements implements ChangeListener {

  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

  /** The version of each bank that was told of last; none of a bank that is gone. */
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  Subscription add(ChangeListener listener) {
    // One that is added twice hears twice, and is taken away once at a time.
    ChangeListener own = (name, version) -> listener.changed(name, version);
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  /** Takes note of what there was before anybody listened. */
  void known(String name, long version) {
    told.putIfAbsent(name, version);
  }

  @Override
  public void changed(String name, long version) {
    boolean[] isNew = new boolean[1];
    told.compute(
        name,
        (key, last) -> {
          isNew[0] = version == 0 ? last != null : last == null || last < version;
          return version == 0 ? null : isNew[0] ? Long.valueOf(version) : last;
        });
    if (isNew[0]) {
      listeners.forEach(listener -> listener.changed(name, version));
    }
  }

  /** Whether a bank has another version than was told of. */
  boolean isNews(String name, long version) {
    return told.getOrDefault(name, 0L) < version;
  }

  /** The banks that were told of. */
  List<String> names() {
    return List.copyOf(told.keySet());
  }
}
