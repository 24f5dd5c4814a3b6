/** Examples, and the banks that are made of them. */
package io.glimpse.shots;
