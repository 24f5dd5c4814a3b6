package io.glimpse.projection;

/**
 * A side to look at a cloud from: the cloud is turned by {@code Rx Ry Rz}, z first, and then by a
 * tilt of the same kind. The camera looks along z.
 */
record View(Rotation rotation) {

  /** Angles in degrees: about x, y and z, and where there are six, those of the tilt. */
  static View of(double... angles) {
    Rotation turned = Rotation.ofEuler(angles[0], angles[1], angles[2]);
    return new View(
        angles.length == 3
            ? turned
            : Rotation.ofEuler(angles[3], angles[4], angles[5]).times(turned));
  }
}
