package io.glimpse.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.glimpse.store.ResourceCache;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The one ONNX Runtime of this process.
 *
 * <p>Left alone, ONNX Runtime unpacks its library of some 30 MB into a temporary folder at every
 * start. Here it is unpacked once, into the user's cache, and loaded from there; where the cache
 * cannot be written, {@code onnxruntime.native.path} is set already, or another class loader of
 * this process has the cache's library, ONNX Runtime does as it always did.
 */
final class OrtRuntime {

  private static final String PATH_PROPERTY = "onnxruntime.native.path";

  /** Set once the cache's library is loaded, for the same class in other class loaders. */
  private static final String LOADED_PROPERTY = "glimpse.onnxruntime.loaded";

  /**
   * Bytes of address space for the stack of the thread that loads it. ONNX Runtime's native
   * start-up reads the command line, and needs more stack the longer that is: with the usual 1 MB,
   * a class path of 6,000 characters ended the process without a word.
   */
  private static final long STACK = 1L << 30;

  private static final class Loaded {
    static final OrtEnvironment ENVIRONMENT = loadOnItsOwnStack();
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

  private static OrtEnvironment loadOnItsOwnStack() {
    FutureTask<OrtEnvironment> load = new FutureTask<>(OrtRuntime::load);
    try {
      new Thread(null, load, "glimpse-onnx", STACK).start();
    } catch (OutOfMemoryError e) {
      // A machine without another thread, or without so much address space, may have enough here.
      return load();
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return load.get();
        } catch (InterruptedException e) {
          // Half a runtime is of no use to anybody.
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw new IllegalStateException("ONNX Runtime cannot be loaded", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static OrtEnvironment load() {
    OrtEnvironment environment;
    // What all class loaders share: one must not see the property that another has set for itself.
    synchronized (Runtime.getRuntime()) {
      boolean fromCache = System.getProperty(PATH_PROPERTY) == null && pointToCache();
      try {
        // What goes wrong is thrown; warnings about the machine would only disturb stderr.
        environment =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "glimpse");
      } finally {
        if (fromCache) {
          System.clearProperty(PATH_PROPERTY);
        }
      }
    }
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime's telemetry cannot be switched off", e);
    }
    return environment;
  }

  /**
   * Has ONNX Runtime load the library of the cache, unless another class loader did: Java lets a
   * library be loaded by one, and another needs a copy.
   */
  private static boolean pointToCache() {
    List<URL> libraries = libraries();
    if (libraries.isEmpty() || System.getProperty(LOADED_PROPERTY) != null) {
      return false;
    }
    Optional<Path> folder = ResourceCache.ofUser().folder(libraries);
    folder.ifPresent(
        path -> {
          System.setProperty(PATH_PROPERTY, path.toString());
          System.setProperty(LOADED_PROPERTY, path.toString());
        });
    return folder.isPresent();
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
