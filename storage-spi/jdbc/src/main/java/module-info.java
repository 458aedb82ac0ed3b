/** Keeps entries in H2 (a file) or PostgreSQL. */
module io.sallyport.storage.jdbc {
  requires transitive io.sallyport.storage;
  requires transitive java.sql;
  requires com.zaxxer.hikari;
  requires static org.checkerframework.checker.qual;
  requires static org.postgresql.jdbc;
  requires static transitive org.jspecify;

  exports io.sallyport.storage.jdbc;
}
