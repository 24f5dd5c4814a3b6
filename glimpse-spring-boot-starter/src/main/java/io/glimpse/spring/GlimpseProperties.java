package io.glimpse.spring;

import io.glimpse.Glimpse;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.image.DecodeOptions;
import io.glimpse.onnx.Device;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the application's {@code Glimpse} is opened, and where its banks are.
 *
 * @param encoder Name of an encoder, or path of a CLIP checkpoint; lite needs the module
 *     glimpse-lite.
 * @param precision Arithmetic of the image network.
 * @param device What runs the networks.
 * @param threads Images worked on at a time where many are asked about at once; all processors
 *     where nothing is said.
 * @param home Folder of models, built networks and texts that are kept; the user's cache folder
 *     where nothing is said.
 * @param offline Whether the network is left alone; otherwise a model of the catalogue that is not
 *     in the home yet is fetched at the start.
 * @param maxPixels Most pixels, width times height, that an image may have.
 * @param banks Where banks are found by name.
 */
@ConfigurationProperties("glimpse")
public record GlimpseProperties(
    @DefaultValue("lite") String encoder,
    @DefaultValue("fp32") Precision precision,
    @DefaultValue("cpu") Device device,
    @Nullable Integer threads,
    @Nullable Path home,
    @DefaultValue("true") boolean offline,
    @DefaultValue("64000000") long maxPixels,
    @DefaultValue Banks banks) {

  /**
   * Where banks are found by name.
   *
   * @param folder Folder whose files NAME.bank are the banks, and in which the BankStore keeps new
   *     ones.
   * @param files Files of single banks by name, wherever they are; they go before the folder's.
   */
  public record Banks(@Nullable Path folder, @DefaultValue Map<String, Path> files) {}

  /**
   * The way to open a {@code Glimpse} that these properties say.
   *
   * @throws IllegalArgumentException naming the property that is out of its range
   */
  Glimpse.Builder builder() {
    Glimpse.Builder builder =
        Glimpse.builder().encoder(encoder).precision(precision).device(device).offline(offline);
    if (home != null) {
      builder.home(home);
    }
    if (threads != null) {
      inRange("threads", () -> builder.threads(threads));
    }
    inRange(
        "max-pixels", () -> builder.decoding(DecodeOptions.defaults().withMaxPixels(maxPixels)));
    return builder;
  }

  private static void inRange(String property, Runnable use) {
    try {
      use.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("glimpse." + property + ": " + e.getMessage(), e);
    }
  }
}
