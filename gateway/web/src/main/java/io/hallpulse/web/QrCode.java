package io.hallpulse.web;

/**
 * A QR code.
 *
 * @param address that it says
 * @param size of its picture in modules
 * @param path its dark modules, as SVG has it
 */
public record QrCode(String address, int size, String path) {}
