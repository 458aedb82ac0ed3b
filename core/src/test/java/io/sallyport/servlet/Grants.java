package io.sallyport.servlet;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.Deletion;
import io.sallyport.access.FormAnswer;
import io.sallyport.access.GrantedBody;
import io.sallyport.access.Requester;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.StatementId;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.s3.S3Request;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/** Answers that a host is given, without anybody who asked. */
final class Grants {
  static final Decision ALLOWED = new Decision.Allowed(StatementId.ROOT_USER);
  static final Decision DENIED = new Decision.ImplicitlyDenied(Layer.IDENTITY);

  private static final GrantedBody AS_SENT =
      new GrantedBody() {
        @Override
        public InputStream passThrough(InputStream sent) {
          return sent;
        }

        @Override
        public InputStream decoded(InputStream sent) {
          return sent;
        }

        @Override
        public boolean isChunked() {
          return false;
        }

        @Override
        public Flow.Publisher<ByteBuffer> passThrough(Flow.Publisher<ByteBuffer> sent) {
          return sent;
        }

        @Override
        public Flow.Publisher<ByteBuffer> decoded(Flow.Publisher<ByteBuffer> sent) {
          return sent;
        }
      };

  private Grants() {}

  static AccessAnswer.Granted of(S3Request.Mapped asked) {
    return of(asked, DENIED, Optional.empty());
  }

  /** A grant of a browser's form. */
  static AccessAnswer.Granted of(S3Request.Mapped asked, FormAnswer form) {
    AccessAnswer.Granted plain = of(asked);
    return new AccessAnswer.Granted(
        plain.requester(), asked, List.of(), AS_SENT, Optional.empty(), Optional.of(form));
  }

  /**
   * A grant to nobody.
   *
   * @param further how further questions are decided
   */
  static AccessAnswer.Granted of(
      S3Request.Mapped asked, Decision further, Optional<Deletion> deletion) {
    Requester nobody =
        new Requester() {
          @Override
          public Principal caller() {
            return new Anonymous();
          }

          @Override
          public Explanation explain(String action, String resource, RequestContext more) {
            throw new UnsupportedOperationException("nobody asks why");
          }

          @Override
          public Decision decide(String action, String resource, RequestContext more) {
            return further;
          }
        };
    return new AccessAnswer.Granted(nobody, asked, List.of(), AS_SENT, deletion, Optional.empty());
  }
}
