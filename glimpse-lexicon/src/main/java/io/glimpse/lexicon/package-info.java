/** What the names of classes mean. */
@org.jspecify.annotations.NullMarked
package io.glimpse.lexicon;
