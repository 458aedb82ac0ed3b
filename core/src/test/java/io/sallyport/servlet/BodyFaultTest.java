package io.sallyport.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.RequestHead;
import io.sallyport.query.QueryResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyFaultTest {
  @Test
  void aCallIsToldInTheNamespaceOfItsService() {
    Map.of(
            "Credential=AKIA/20260301/us-east-1/iam/aws4_request",
            "https://iam.amazonaws.com/doc/2010-05-08/",
            "Credential=AKIA/20260301/us-east-1/sts/aws4_request",
            "https://sts.amazonaws.com/doc/2011-06-15/",
            "",
            "https://sts.amazonaws.com/doc/2011-06-15/")
        .forEach(
            (authorization, namespace) -> {
              RequestHead head =
                  RequestHead.builder("POST", "/").header("authorization", authorization).build();
              QueryResponse answer = BodyFault.TOO_SLOW.inCall(head);
              assertEquals(408, answer.status());
              assertTrue(
                  answer
                      .body()
                      .startsWith(
                          "<ErrorResponse xmlns=\""
                              + namespace
                              + "\"><Error><Type>Sender</Type><Code>RequestTimeout</Code>"),
                  answer::body);
            });
    RequestHead unreadable = RequestHead.builder("POST", "/?a=%").build();
    assertTrue(BodyFault.NO_ROOM.inCall(unreadable).body().contains("<Type>Receiver</Type>"));
  }
}
