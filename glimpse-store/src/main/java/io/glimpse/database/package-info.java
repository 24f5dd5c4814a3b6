/** Banks in SQL: versions, history, and a snapshot in memory that follows every change. */
@org.jspecify.annotations.NullMarked
package io.glimpse.database;
