/** What is kept as long as there is room for it. */
@org.jspecify.annotations.NullMarked
package io.glimpse.memory;
