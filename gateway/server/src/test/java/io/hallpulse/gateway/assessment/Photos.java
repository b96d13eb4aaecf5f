package io.hallpulse.gateway.assessment;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures as cameras make them. */
public final class Photos {
    /** Where the camera stood, and that a text search finds. */
    public static final String MAKER = "SECRET CAMERA OF THE INSPECTOR";

    private Photos() {}

    /** A picture of that kind, with nothing beside it but what the encoder writes. */
    public static byte[] plain(int width, int height, boolean progressive) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 7 ^ y * 13) * 0x10305 & 0xffffff);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream to = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(to);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The same with an EXIF segment that says who made it and where: 26°34' N, 109°59' E. */
    public static byte[] withPlace(byte[] plain) {
        byte[] exif = exif();
        ByteBuffer photo = ByteBuffer.allocate(plain.length + exif.length + 4);
        photo.put(plain, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (exif.length + 2));
        return photo.put(exif).put(plain, 2, plain.length - 2).array();
    }

    /** TIFF, big-endian: a maker and a directory of the place. */
    private static byte[] exif() {
        byte[] maker = (MAKER + "\0").getBytes(StandardCharsets.US_ASCII);
        int first = 8;
        int gps = first + 2 + 2 * 12 + 4;
        int degrees = gps + 2 + 4 * 12 + 4;
        int name = degrees + 2 * 24;
        ByteBuffer tiff = ByteBuffer.allocate(6 + name + maker.length);
        tiff.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        tiff.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(first);
        tiff.putShort((short) 2);
        tiff.putShort((short) 0x010f).putShort((short) 2).putInt(maker.length).putInt(name);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(gps);
        tiff.putInt(0);
        tiff.putShort((short) 4);
        tiff.putShort((short) 1).putShort((short) 2).putInt(2).put(new byte[] {'N', 0, 0, 0});
        tiff.putShort((short) 2).putShort((short) 5).putInt(3).putInt(degrees);
        tiff.putShort((short) 3).putShort((short) 2).putInt(2).put(new byte[] {'E', 0, 0, 0});
        tiff.putShort((short) 4).putShort((short) 5).putInt(3).putInt(degrees + 24);
        tiff.putInt(0);
        for (int part : new int[] {26, 34, 0, 109, 59, 0}) {
            tiff.putInt(part).putInt(1);
        }
        return tiff.put(maker).array();
    }
}
