/** Point clouds. */
package io.glimpse.cli.points;
