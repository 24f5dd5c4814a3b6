package io.glimpse.cli;

import io.glimpse.cli.console.CommonOptions;
import io.glimpse.cli.console.Console;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.file.Version;
import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Workers;
import io.glimpse.store.GlimpseHome;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Versions, and with {@code --verbose} what answers inside. */
final class VersionInfo {

  private final boolean verbose;

  VersionInfo(boolean verbose) {
    this.verbose = verbose;
  }

  void print(boolean json) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", Version.current());
    if (verbose) {
      facts.put("java", System.getProperty("java.version"));
      facts.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
      facts.put("gemm", Gemm.best().name());
      facts.put("threads", Workers.shared().threads());
      facts.put("home", GlimpseHome.folder().toString());
      facts.put("encoder", encoder());
    }
    Console console = new Console(System.out, System.err, json, false);
    console.printJson(facts);
    console.print("glimpse %s", Version.current());
    facts.forEach(
        (name, value) -> {
          if (!name.equals("version")) {
            console.print("%-10s%s", name, value);
          }
        });
  }

  private static String encoder() {
    String name = new CommonOptions().encoderName(Encoders.DEFAULT);
    try (Encoder encoder = Encoders.open(name, EncoderOptions.defaults())) {
      return String.format("%s (%.12s)", encoder.name(), encoder.fingerprint());
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
