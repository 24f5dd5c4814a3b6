package io.glimpse.server.answer;

import io.glimpse.encoder.FeatureMemory;
import io.glimpse.memory.RecentlyUsed;
import io.glimpse.server.metric.ServiceMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The features of pictures that were asked about last, so that those of an inbox, which are asked
 * about again after each example, go through the network once.
 */
public final class RecalledFeatures implements FeatureMemory {

  private final RecentlyUsed<Key, Kept> kept;
  private final ServiceMetrics metrics;

  /**
   * Nothing so far.
   *
   * @param bytes that features may take together
   * @param metrics hear how often a picture was recalled
   */
  public RecalledFeatures(long bytes, ServiceMetrics metrics) {
    this.kept = new RecentlyUsed<>(bytes, Kept::bytes);
    this.metrics = metrics;
    metrics.gauge("glimpse.feature.bytes", "Bytes of features that are kept", kept::weight);
  }

  @Override
  public @Nullable Kept get(Key key) {
    Kept found = kept.get(key);
    if (found != null) {
      metrics.recalled();
    }
    return found;
  }

  @Override
  public void put(Key key, Kept features) {
    kept.merge(key, features, (before, other) -> before);
  }
}
