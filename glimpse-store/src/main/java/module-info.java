/** Banks that persist in SQL: {@link io.glimpse.database.BankDatabase}. */
@SuppressWarnings("requires-automatic") // As their authors publish them.
module io.glimpse.store {
  requires transitive io.glimpse.inference;
  requires com.fasterxml.jackson.databind;
  requires com.zaxxer.hikari;
  requires flyway.core;
  requires java.sql;
  requires org.jdbi.v3.core;
  requires org.postgresql.jdbc;
  requires org.xerial.sqlitejdbc;
  requires static transitive org.jspecify;

  exports io.glimpse.database;
}
