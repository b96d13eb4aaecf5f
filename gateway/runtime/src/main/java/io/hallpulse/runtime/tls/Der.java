package io.hallpulse.runtime.tls;

import java.io.ByteArrayOutputStream;

/** The few forms of DER (ITU-T X.690) that requests and certificates are written in here. */
final class Der {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTC_TIME = 0x17;
    static final int SEQUENCE = 0x30;

    /** 1.2.840.10045.4.3.2, ecdsa-with-SHA256. */
    private static final byte[] ECDSA_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};

    private Der() {}

    /** One value: its tag, the length, and the parts one after the other. */
    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            whole.write(0x82);
            whole.write(length >> Byte.SIZE);
        } else if (length > 0x7F) {
            whole.write(0x81);
        }
        whole.write(length);
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** The name of the one algorithm that signs here. */
    static byte[] ecdsaSha256() {
        return of(SEQUENCE, of(OBJECT_IDENTIFIER, ECDSA_SHA256));
    }

    /** Bytes as a bit string of which no bit is unused. */
    static byte[] bits(byte[] bytes) {
        return of(BIT_STRING, new byte[] {0}, bytes);
    }
}
