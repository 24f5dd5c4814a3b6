package io.glimpse.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.glimpse.store.ResourceCache;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The one ONNX Runtime of this process.
 *
 * <p>Left alone, ONNX Runtime unpacks its library of some 30 MB into a temporary folder at every
 * start. Here it is unpacked once, into the user's cache, and loaded from there; where the cache
 * cannot be written, or {@code onnxruntime.native.path} is set already, ONNX Runtime does as it
 * always did.
 */
final class OrtRuntime {

  private static final String PATH_PROPERTY = "onnxruntime.native.path";

  private static final class Loaded {
    static final OrtEnvironment ENVIRONMENT = load();
  }

  private OrtRuntime() {}

  /**
   * The environment, loaded at the first call.
   *
   * @throws LinkageError if there is no library for this platform or it cannot be loaded
   */
  static OrtEnvironment environment() {
    return Loaded.ENVIRONMENT;
  }

  private static OrtEnvironment load() {
    if (System.getProperty(PATH_PROPERTY) == null) {
      List<URL> libraries = libraries();
      if (!libraries.isEmpty()) {
        ResourceCache.ofUser()
            .folder(libraries)
            .ifPresent(folder -> System.setProperty(PATH_PROPERTY, folder.toString()));
      }
    }
    // What goes wrong is thrown; warnings about the machine would only disturb stderr.
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "glimpse");
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime's telemetry cannot be switched off", e);
    }
    return environment;
  }

  /** The libraries of this platform, none where ONNX Runtime's jar does not have them. */
  private static List<URL> libraries() {
    String folder = "ai/onnxruntime/native/" + platform() + "/";
    List<URL> found = new ArrayList<>();
    for (String library :
        List.of(
            "onnxruntime",
            "onnxruntime4j_jni",
            "onnxruntime_providers_shared",
            "onnxruntime_providers_cuda")) {
      URL url =
          OrtRuntime.class.getClassLoader().getResource(folder + System.mapLibraryName(library));
      if (url != null) {
        found.add(url);
      }
    }
    // The first two are always needed; the others belong to Windows and to the GPU's jar.
    return found.size() < 2 ? List.of() : found;
  }

  /** As ONNX Runtime spells it: {@code linux-x64}, {@code osx-aarch64}. */
  static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String os = system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : system;
    return switch (processor) {
      case "amd64", "x86_64" -> os + "-x64";
      case "arm64" -> os + "-aarch64";
      default -> os + "-" + processor;
    };
  }
}
