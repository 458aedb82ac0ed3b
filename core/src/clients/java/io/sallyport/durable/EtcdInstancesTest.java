package io.sallyport.durable;

class EtcdInstancesTest extends TwoInstancesContract {
  EtcdInstancesTest() {
    super(new EtcdDatabase());
  }
}
