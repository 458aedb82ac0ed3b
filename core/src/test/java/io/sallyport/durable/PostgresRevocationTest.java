package io.sallyport.durable;

class PostgresRevocationTest extends RevocationContract {
  PostgresRevocationTest() {
    super(Postgres.newDatabase());
  }
}
