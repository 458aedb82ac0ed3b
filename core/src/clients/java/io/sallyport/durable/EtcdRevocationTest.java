package io.sallyport.durable;

class EtcdRevocationTest extends RevocationContract {
  EtcdRevocationTest() {
    super(new EtcdDatabase());
  }
}
