package io.glimpse.bench;

import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.projection.DepthView;
import io.glimpse.projection.ViewPreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All views of a cloud of 1,024 points in memory, and of a million points in a binary PLY file,
 * which are read as well; the points lie evenly on a sphere.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-XX:+UseParallelGC"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
public class RenderBenchmark {

  private static final int FEW = 1024;
  private static final int MANY = 1_000_000;

  @Param({"pointclip-zs", "pointclip-fs", "pointclip-v2"})
  public String preset = "";

  private ViewPreset views = ViewPreset.of("pointclip-zs");
  private PointCloud cloud = PointCloud.of(0, 0, 0);
  private Path file = Path.of("");

  /** Makes the points and writes the file. */
  @Setup
  public void make() throws IOException {
    views = ViewPreset.of(preset);
    cloud = Spheres.cloud(FEW);
    file = Files.createTempFile("glimpse-sphere", ".ply");
    Spheres.writePly(Spheres.cloud(MANY), file);
  }

  /** Leaves no file behind. */
  @TearDown
  public void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  @Benchmark
  public List<DepthView> renderFewPoints() {
    return views.render(cloud);
  }

  @Benchmark
  public List<DepthView> readAndRenderMillionPoints() throws IOException {
    return views.render(CloudReader.read(file).points());
  }
}
