package io.sallyport.example.objectstore;

import io.sallyport.example.objectstore.served.S3Errors;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Answers {@code ListObjectVersions}, which S3Proxy doesn't over files: each object once, as its
 * own version {@code null}. It stands behind Sallyport's filter and {@link ObjectFiles}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html">ListObjectVersions</a>
 */
final class ObjectVersions implements Filter {
  private static final String NULL_VERSION = "null";
  private static final int MOST_KEYS = 1000;
  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

  private final BlobStore objects;

  ObjectVersions(BlobStore objects) {
    this.objects = objects;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String path = http.getPathInfo().substring(1);
    if (path.indexOf('/') >= 0
        || !http.getMethod().equals("GET")
        || http.getParameter("versions") == null) {
      chain.doFilter(request, response);
      return;
    }
    Asked asked = Asked.of(http, path);
    if (!asked.isAfterAnObject()) {
      S3Errors.answer(http, response, 400, "InvalidArgument", "There is no version of that id.");
      return;
    }
    try {
      S3Errors.send(http, response, 200, asked.answered(objects.list(asked.request())));
    } catch (NoSuchBucketException e) {
      S3Errors.answer(http, response, 404, "NoSuchBucket", "The specified bucket does not exist.");
    }
  }

  /** A listing that is asked for; what wasn't given is empty. */
  private record Asked(
      String bucket,
      String prefix,
      String delimiter,
      String keyMarker,
      String versionMarker,
      int maxKeys,
      boolean isEncoded) {

    static Asked of(HttpServletRequest request, String bucket) {
      String maxKeys = given(request, "max-keys");
      return new Asked(
          bucket,
          given(request, "prefix"),
          given(request, "delimiter"),
          given(request, "key-marker"),
          given(request, "version-id-marker"),
          maxKeys.isEmpty() ? MOST_KEYS : Math.min(MOST_KEYS, Integer.parseInt(maxKeys)),
          given(request, "encoding-type").equals("url"));
    }

    private static String given(HttpServletRequest request, String parameter) {
      return Optional.ofNullable(request.getParameter(parameter)).orElse("");
    }

    /** The only version of a key is its last: after it comes the next key. */
    boolean isAfterAnObject() {
      return versionMarker.isEmpty()
          || (versionMarker.equals(NULL_VERSION) && !keyMarker.isEmpty());
    }

    ListObjectsV2Request request() {
      ListObjectsV2Request.Builder request =
          ListObjectsV2Request.builder().bucket(bucket).maxKeys(maxKeys).prefix(prefix);
      if (!delimiter.isEmpty()) {
        request.delimiter(delimiter);
      }
      if (!keyMarker.isEmpty()) {
        request.startAfter(keyMarker);
      }
      return request.build();
    }

    String answered(ListObjectsV2Response page) throws IOException {
      StringWriter text = new StringWriter();
      try {
        XMLStreamWriter xml = XML.createXMLStreamWriter(text);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("ListVersionsResult");
        xml.writeDefaultNamespace("http://s3.amazonaws.com/doc/2006-03-01/");
        writeAsked(xml);
        writeNext(page, xml);
        for (S3Object object : page.contents()) {
          writeVersion(object, xml);
        }
        for (CommonPrefix common : page.commonPrefixes()) {
          xml.writeStartElement("CommonPrefixes");
          write("Prefix", encoded(common.prefix()), xml);
          xml.writeEndElement();
        }
        xml.writeEndDocument();
      } catch (XMLStreamException e) {
        throw new IOException(e);
      }
      return text.toString();
    }

    private void writeAsked(XMLStreamWriter xml) throws XMLStreamException {
      write("Name", bucket, xml);
      write("Prefix", encoded(prefix), xml);
      write("KeyMarker", encoded(keyMarker), xml);
      write("VersionIdMarker", versionMarker, xml);
      write("MaxKeys", Integer.toString(maxKeys), xml);
      if (!delimiter.isEmpty()) {
        write("Delimiter", encoded(delimiter), xml);
      }
      if (isEncoded) {
        write("EncodingType", "url", xml);
      }
    }

    private void writeNext(ListObjectsV2Response page, XMLStreamWriter xml)
        throws XMLStreamException {
      String next = page.nextContinuationToken();
      write("IsTruncated", Boolean.toString(next != null), xml);
      if (next != null) {
        write("NextKeyMarker", encoded(next), xml);
        write("NextVersionIdMarker", NULL_VERSION, xml);
      }
    }

    private void writeVersion(S3Object object, XMLStreamWriter xml) throws XMLStreamException {
      xml.writeStartElement("Version");
      write("Key", encoded(object.key()), xml);
      write("VersionId", NULL_VERSION, xml);
      write("IsLatest", "true", xml);
      write("LastModified", object.lastModified().toString(), xml);
      if (object.eTag() != null) {
        write("ETag", '"' + object.eTag().replace("\"", "") + '"', xml);
      }
      write("Size", Long.toString(object.size()), xml);
      write("StorageClass", "STANDARD", xml);
      xml.writeEndElement();
    }

    private String encoded(String name) {
      return isEncoded ? URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/") : name;
    }

    private static void write(String element, String text, XMLStreamWriter xml)
        throws XMLStreamException {
      xml.writeStartElement(element);
      xml.writeCharacters(text);
      xml.writeEndElement();
    }
  }
}
