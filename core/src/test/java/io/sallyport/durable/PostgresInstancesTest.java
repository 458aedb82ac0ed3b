package io.sallyport.durable;

class PostgresInstancesTest extends TwoInstancesContract {
  PostgresInstancesTest() {
    super(Postgres.newDatabase());
  }
}
