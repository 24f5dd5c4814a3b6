package io.glimpse.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PointCloudTest {

  @Test
  void centringPutsTheMeanAtTheOrigin() {
    assertThat(PointCloud.of(0, 0, 0, 4, 0, 0, 2, 3, 6).centred().toArray())
        .containsExactly(-2, -1, -2, 2, -1, -2, 0, 2, 4);
  }

  @Test
  void theFarthestPointOfTheUnitSphereIsAtDistanceOne() {
    assertThat(PointCloud.of(3, 0, 4, 0, 1, 0).inUnitSphere().toArray())
        .containsExactly(0.6, 0, 0.8, 0, 0.2, 0);
    assertThat(PointCloud.of(0, 0, 0).inUnitSphere().toArray()).containsExactly(0, 0, 0);
  }

  @Test
  void whatPointedAlongZPointsAlongY() {
    assertThat(PointCloud.of(1, 2, 3).fromZUp().toArray()).containsExactly(1, 3, -2);
  }

  @Test
  void aMeshIsSampledByAreaAndBySeed() {
    // A triangle of area 3 left of x = 0, one of area 1 right of it, and a flat one.
    PointCloud corners = PointCloud.of(0, 0, 0, 0, 2, 0, -3, 0, 0, 1, 0, 0, 9, 9, 9);
    SurfaceSampler sampler = SurfaceSampler.of(corners, new int[] {0, 1, 2, 4, 4, 4, 0, 1, 3});

    PointCloud sample = sampler.sample(20_000, 7);

    int left = 0;
    double x = 0;
    for (int i = 0; i < sample.size(); i++) {
      left += sample.x(i) < 0 ? 1 : 0;
      x += sample.x(i) / sample.size();
      assertThat(sample.z(i)).isZero();
    }
    assertThat(left / 20_000.0).isCloseTo(0.75, within(0.02));
    assertThat(x).isCloseTo(0.75 * -1 + 0.25 / 3, within(0.02));
    assertThat(sampler.sample(20_000, 7).toArray()).isEqualTo(sample.toArray());
    assertThat(sampler.sample(20_000, 8).toArray()).isNotEqualTo(sample.toArray());
  }

  @Test
  void aFlatMeshStillGivesPoints() {
    PointCloud corners = PointCloud.of(1, 1, 1, 1, 1, 1, 1, 1, 1);

    double[] sample = SurfaceSampler.of(corners, new int[] {0, 1, 2}).sample(5, 1).toArray();

    assertThat(sample).hasSize(15);
    for (double coordinate : sample) {
      assertThat(coordinate).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void drawnPointsAreDistinctAndInOrder() {
    double[] all = new double[300];
    java.util.Arrays.setAll(all, i -> Math.floor(i / 3.0));
    PointCloud cloud = PointCloud.of(all);

    PointCloud some = cloud.drawn(40, 3);

    assertThat(some.size()).isEqualTo(40);
    for (int i = 1; i < some.size(); i++) {
      assertThat(some.x(i)).isGreaterThan(some.x(i - 1));
    }
    assertThat(cloud.drawn(100, 3)).isSameAs(cloud);
    assertThat(cloud.first(2).size()).isEqualTo(2);
  }
}
