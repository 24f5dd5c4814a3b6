package io.glimpse.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glimpse.store.ResourceCache;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A network that ONNX Runtime has loaded.
 *
 * <p>Many threads may run one network at a time. It holds native memory until it is closed.
 */
public final class Network implements AutoCloseable {

  private final OrtSession session;

  /** Runs share it; closing waits for them, since ONNX Runtime would free what they read. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private Network(OrtSession session) {
    this.session = session;
  }

  /** The library that runs networks, and its version. */
  public static String runtime() {
    return "ONNX Runtime " + OrtRuntime.environment().getVersion();
  }

  /**
   * Loads a network of the class path.
   *
   * @param resource an ONNX file; it is unpacked into the user's cache where that can be written
   * @param threads of a single run; 1 where callers bring their own threads
   * @throws IOException if it cannot be read, or ONNX Runtime refuses it
   */
  public static Network open(URL resource, int threads) throws IOException {
    return open(resource, threads, Device.CPU);
  }

  /** As {@link #open(URL, int)}, on a device. */
  public static Network open(URL resource, int threads, Device device) throws IOException {
    Optional<Path> file = ResourceCache.ofUser().file(resource);
    if (file.isPresent()) {
      return open(file.get(), threads, device);
    }
    try (InputStream in = resource.openStream()) {
      return open(in.readAllBytes(), threads, device);
    }
  }

  /** Loads a network from a file, with the weights that it refers to. */
  public static Network open(Path file, int threads) throws IOException {
    return open(file, threads, Device.CPU);
  }

  /**
   * As {@link #open(Path, int)}, on a device.
   *
   * @throws IOException also where the device cannot be used; the message says what is missing
   */
  public static Network open(Path file, int threads, Device device) throws IOException {
    return open(
        file.toString(),
        threads,
        device,
        (ort, options) -> ort.createSession(file.toString(), options));
  }

  /** Loads a network from memory. */
  public static Network open(byte[] model, int threads) throws IOException {
    return open(model, threads, Device.CPU);
  }

  /** As {@link #open(byte[], int)}, on a device. */
  public static Network open(byte[] model, int threads, Device device) throws IOException {
    return open(
        "the network in memory",
        threads,
        device,
        (ort, options) -> ort.createSession(model, options));
  }

  private interface Opening {
    OrtSession open(OrtEnvironment ort, OrtSession.SessionOptions options) throws OrtException;
  }

  private static Network open(String name, int threads, Device device, Opening opening)
      throws IOException {
    try {
      // Before anything else of ONNX Runtime: its classes load the library as they find it.
      OrtEnvironment ort = OrtRuntime.environment();
      return new Network(session(ort, threads, device, opening));
    } catch (OrtException e) {
      throw new IOException(name + ": ONNX Runtime refuses it: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new IOException(
          "ONNX Runtime cannot be loaded on "
              + OrtRuntime.platform()
              + "; let the system property onnxruntime.native.path name a folder with its"
              + " libraries",
          e);
    }
  }

  private static OrtSession session(OrtEnvironment ort, int threads, Device device, Opening opening)
      throws IOException, OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Threads that spin between operations take the processors from whatever else has work.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      if (device == Device.CUDA) {
        Cuda.addTo(options);
      }
      return opening.open(ort, options);
    }
  }

  /**
   * Runs the network.
   *
   * @param output the name of the one output that is wanted, float32
   * @param shape of the output
   * @return the output, row-major
   * @throws IllegalStateException if the network was closed
   * @throws IllegalArgumentException if inputs or output do not fit the network
   */
  public float[] run(List<NetworkInput> inputs, String output, long... shape) {
    float[] result = new float[size(shape)];
    FloatBuffer out = NativeBuffers.ofThread().floats(0, result.length);
    Map<String, OnnxTensor> feeds = new HashMap<>();
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the network was closed");
      }
      try (OnnxTensor pinned = OnnxTensor.createTensor(OrtRuntime.environment(), out, shape)) {
        for (NetworkInput input : inputs) {
          feeds.put(input.name(), input.tensor());
        }
        session.run(feeds, Map.of(output, pinned)).close();
        out.get(0, result);
        return result;
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * Runs the network for outputs of which nobody knows the shapes yet.
   *
   * @param outputs the names of those that are wanted, float32
   * @return in the order of the names
   * @throws IllegalArgumentException if inputs or outputs do not fit the network, or it fails
   */
  public List<NetworkOutput> run(List<NetworkInput> inputs, List<String> outputs) {
    Map<String, OnnxTensor> feeds = new HashMap<>();
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the network was closed");
      }
      for (NetworkInput input : inputs) {
        feeds.put(input.name(), input.tensor());
      }
      List<NetworkOutput> given = new ArrayList<>();
      try (OrtSession.Result result = session.run(feeds, new LinkedHashSet<>(outputs))) {
        for (String output : outputs) {
          given.add(output(output, result));
        }
      }
      return given;
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private static NetworkOutput output(String name, OrtSession.Result result) {
    if (result.get(name).orElse(null) instanceof OnnxTensor tensor
        && tensor.getInfo().type == OnnxJavaType.FLOAT) {
      float[] values = new float[size(tensor.getInfo().getShape())];
      tensor.getFloatBuffer().get(values);
      return new NetworkOutput(values, tensor.getInfo().getShape());
    }
    throw new IllegalArgumentException("its output " + name + " is no float32 tensor");
  }

  static int size(long... shape) {
    long size = 1;
    for (long extent : shape) {
      size = Math.multiplyExact(size, extent);
    }
    return Math.toIntExact(size);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
