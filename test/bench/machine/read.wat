;; Reads all memory from one address to another, 128 bytes at a time, and answers something made of it.
(module
  (import "env" "memory" (memory 1 65536 shared))
  (func (export "read") (param $from i32) (param $to i32) (result i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (loop $more
      (local.set $a (v128.or (local.get $a) (v128.or (v128.load (local.get $from)) (v128.load offset=64 (local.get $from)))))
      (local.set $b (v128.or (local.get $b) (v128.or (v128.load offset=16 (local.get $from)) (v128.load offset=80 (local.get $from)))))
      (local.set $c (v128.or (local.get $c) (v128.or (v128.load offset=32 (local.get $from)) (v128.load offset=96 (local.get $from)))))
      (local.set $d (v128.or (local.get $d) (v128.or (v128.load offset=48 (local.get $from)) (v128.load offset=112 (local.get $from)))))
      (br_if $more (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 128))) (local.get $to))))
    (i32x4.extract_lane 0 (v128.or (v128.or (local.get $a) (local.get $b)) (v128.or (local.get $c) (local.get $d))))))
